"""Sentences about telephone numbers that cannot be read or called."""

_PHONE_HINT_SV = "Skriv till exempel 070-174 06 05 eller +46 70 174 06 05."
_PHONE_HINT_EN = "For example 070-174 06 05 or +46 70 174 06 05."

PHONE_TEXTS: dict[str, tuple[str, str]] = {
    "invalid_phone_missing": (
        "Ange numret du vill ha samtalen på, eller välj IP-telefoni.",
        "Give the number on which you want your calls, or choose IP telephony.",
    ),
    "invalid_phone_empty": (
        f"Numret är tomt. {_PHONE_HINT_SV}",
        f"The number is empty. {_PHONE_HINT_EN}",
    ),
    "invalid_phone_letters": (
        f"Numret innehåller annat än siffror. {_PHONE_HINT_SV}",
        f"The number contains something other than digits. {_PHONE_HINT_EN}",
    ),
    "invalid_phone_too_short": (
        f"Numret är för kort. Ta med riktnumret. {_PHONE_HINT_SV}",
        f"The number is too short. Include the area code. {_PHONE_HINT_EN}",
    ),
    "invalid_phone_too_long": (
        f"Numret är för långt. {_PHONE_HINT_SV}",
        f"The number is too long. {_PHONE_HINT_EN}",
    ),
    "invalid_phone_special": (
        "Det är ett kortnummer, som inte går att ringa upp en handläggare på.",
        "That is a short code, and an agent can't be rung on one.",
    ),
    "invalid_phone_no_area_code": (
        f"Riktnummer eller landsnummer saknas: börja med 0 eller +. {_PHONE_HINT_SV}",
        f"The area or country code is missing: begin with 0 or +. {_PHONE_HINT_EN}",
    ),
    "invalid_phone_country": (
        "Landsnumret finns inte. Svenska nummer börjar med 0 eller +46.",
        "There is no such country code. Swedish numbers begin with 0 or +46.",
    ),
    "invalid_phone_unassigned": (
        "Numret går inte att ringa från det publika telenätet. Kontrollera siffrorna.",
        "The number cannot be rung from the public telephone network. Check its digits.",
    ),
}
