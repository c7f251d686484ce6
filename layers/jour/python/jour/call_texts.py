"""Sentences about calls, and where they are sent on."""

CALL_TEXTS: dict[str, tuple[str, str]] = {
    "unknown_contact": (
        "Samtalet finns inte.",
        "There is no such call.",
    ),
    "not_your_contact": (
        "Samtalet är inte ditt (längre).",
        "The call is not yours (any more).",
    ),
    "phone_not_dialled": (
        "Din telefon kunde inte ringas. Kontrollera numret som du är inloggad med; "
        "en kollega får uppringningen.",
        "Your telephone could not be rung. Check the number that you are logged in with; "
        "a colleague gets the call.",
    ),
    "number_not_dialled": (
        "Numret kunde inte ringas. En kollega får uppringningen.",
        "The number could not be rung. A colleague gets the call.",
    ),
    "not_failed": (
        "Uppringningen går inte att lägga tillbaka: den är inte avslutad, eller en nyare är öppen.",
        "The call cannot be put back: it has not ended, or a newer one is open.",
    ),
    "call_over": (
        "Samtalet är slut och går inte att koppla vidare.",
        "The call is over and cannot be sent on.",
    ),
    "colleague_not_free": (
        "Kollegan kan inte ta samtal just nu. Välj någon annan, en svarsgrupp eller ett nummer.",
        "That colleague cannot take calls right now. Choose somebody else, a group or a number.",
    ),
    "group_not_staffed": (
        "Ingen svarar i svarsgruppen just nu. Välj en annan, en kollega eller ett nummer.",
        "Nobody answers in that group right now. Choose another one, a colleague or a number.",
    ),
    "forwarding_loop": (
        "Samtalet skulle komma tillbaka dit det kom ifrån. Välj ett annat nummer.",
        "The call would come back to where it came from. Choose another number.",
    ),
    "softphone_transfers": (
        "Med IP-telefoni kopplar du vidare i själva telefonen, med dess knapp för det.",
        "With IP telephony you transfer in the telephone itself, with its own button.",
    ),
    "unknown_room": (
        "Konferensrummet finns inte längre. Välj ett annat.",
        "There is no such conference room any more. Choose another one.",
    ),
    "too_many_invites": (
        "Bjud in högst {limit} nummer till konferensen.",
        "Invite {limit} numbers at most to the conference.",
    ),
    "invalid_until": (
        "Välj en tid som inte har varit, högst 30 dagar fram.",
        "Choose a time that has not passed, at most 30 days ahead.",
    ),
    "invalid_room_pin": (
        "Koden får ha siffror, *, # och komma (paus), högst 50 tecken.",
        "The code may hold digits, *, # and commas (pauses), 50 characters at most.",
    ),
    "not_wrapping_up": (
        "Du har ingen efterbehandling just nu.",
        "You have no wrap-up time right now.",
    ),
}
