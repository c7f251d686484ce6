"""Sentences about users, their import and their messages: in Swedish and English."""

USER_TEXTS: dict[str, tuple[str, str]] = {
    "row_header_missing": (
        "Första raden ska namnge kolumnerna, och en av dem ska heta id. Utgå från mallen.",
        "The first row has to name the columns, one of them id. Begin with the template.",
    ),
    "row_too_many_rows": (
        "Raden ryms inte i samma del: högst {most} rader åt gången.",
        "The row does not fit into the same part: {most} rows at a time at most.",
    ),
    "row_user_duplicate": (
        "Samma användar-id står redan på rad {first}, och det är den raden som gäller.",
        "The same user id stands on line {first} already, and that line counts.",
    ),
    "row_user_exists": (
        "Användaren finns redan, med andra uppgifter. Inget är ändrat. Kryssa i Uppdatera för "
        "att ändra dem som finns.",
        "The user exists already, with other details. Nothing was changed. Tick Update to change "
        "those who exist.",
    ),
    "row_missing_id": ("Användar-id saknas.", "The user id is missing."),
    "row_name_too_long": (
        "Namnet är för långt: högst {most} tecken.",
        "The name is too long: {most} characters at most.",
    ),
    "row_invalid_email": (
        "E-postadressen är inte en hel adress. Skriv till exempel anna@exempel.se.",
        "The e-mail address is not a whole one. Write for example anna@example.com.",
    ),
    "row_unknown_role": (
        "Rollen '{role}' finns inte. Skriv handläggare, administratör eller båda med | emellan.",
        "There is no role '{role}'. Write agent, admin or both with | between.",
    ),
    "row_unknown_group": (
        "Svarsgruppen '{group}' finns inte. Skriv gruppens namn eller id som det står under "
        "Svarsgrupper.",
        "There is no group '{group}'. Write the group's name or id as it stands under Groups.",
    ),
    "row_unknown_language": (
        "Språket '{language}' finns inte. Skriv sv eller en.",
        "There is no language '{language}'. Write sv or en.",
    ),
    "new_without_name": (
        "En ny användare behöver ett namn.",
        "A new user needs a name.",
    ),
    "new_without_email": (
        "En ny användare behöver en e-postadress, dit lösenordet skickas.",
        "A new user needs an e-mail address, to which the password is sent.",
    ),
    "unusable_pause_reason": (
        "Varje pausorsak ska ha en egen text, högst {longest} tecken.",
        "Each pause reason needs a text of its own, {longest} characters at most.",
    ),
    "invalid_date": (
        "Datumet finns inte. Skriv det som 2026-03-11.",
        "There is no such date. Write it like 2026-03-11.",
    ),
    "unknown_sms": (
        "Meddelandet finns inte kvar. Någon annan har nog redan tagit hand om det.",
        "The message is no longer there. Somebody else has probably seen to it.",
    ),
    "sms_not_repeatable": (
        "Det här meddelandet skickas inte igen: samtalet gick tillbaka till kön och är någon "
        "annans nu.",
        "This message is not sent again: the call went back to the queue and is somebody else's "
        "now.",
    ),
}
