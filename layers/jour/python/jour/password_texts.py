"""Sentences about passwords and the rules for them (P1 to P11)."""

PASSWORD_TEXTS: dict[str, tuple[str, str]] = {
    "wrong_password": (
        "Det nuvarande lösenordet stämmer inte.",
        "The current password is wrong.",
    ),
    "password_rejected": (
        "Lösenordet följer inte organisationens regler: se violations.",
        "The password does not follow the organisation's rules: see violations.",
    ),
    "password_min_length": (
        "Lösenordet har {length} tecken, men minst {minimum} krävs.",
        "The password has {length} characters, but at least {minimum} are needed.",
    ),
    "password_too_long": (
        "Lösenordet är längre än {maximum} tecken.",
        "The password is longer than {maximum} characters.",
    ),
    "password_needs_letter_and_digit": (
        "Lösenordet måste innehålla både bokstäver och siffror.",
        "The password must contain both letters and digits.",
    ),
    "password_repeated_string": (
        "'{part}' förekommer {times} gånger.",
        "'{part}' occurs {times} times.",
    ),
    "password_repeated_string_twice": (
        "'{part}' förekommer två gånger.",
        "'{part}' occurs twice.",
    ),
    "password_needs_mixed_case": (
        "Lösenordet måste innehålla både stora och små bokstäver.",
        "The password must contain both upper and lower case letters.",
    ),
    "password_reused": (
        "Lösenordet är ett av dina {count} senaste.",
        "The password is one of your last {count}.",
    ),
    "password_common": (
        "Lösenordet är för vanligt, eller byggt av något vanligt.",
        "The password is too common, or made of something common.",
    ),
    "password_contains_user_id": (
        "Lösenordet innehåller ditt användar-id '{user_id}'.",
        "The password contains your user id '{user_id}'.",
    ),
    "rule_min_length": (
        "Minst {minimum} tecken.",
        "At least {minimum} characters.",
    ),
    "rule_too_long": (
        "Högst {maximum} tecken.",
        "At most {maximum} characters.",
    ),
    "rule_needs_letter_and_digit": (
        "Både bokstäver och siffror.",
        "Both letters and digits.",
    ),
    "rule_repeated_string": (
        "Inga tre bokstäver eller siffror i rad som kommer igen.",
        "No run of three letters or digits that occurs again.",
    ),
    "rule_needs_mixed_case": (
        "Både stora och små bokstäver.",
        "Both upper and lower case letters.",
    ),
    "rule_reused": (
        "Inget av dina {count} senaste lösenord.",
        "None of your last {count} passwords.",
    ),
    "rule_common": (
        "Inget vanligt lösenord, och inget byggt av ett sådant.",
        "No common password, and none made of one.",
    ),
    "rule_contains_user_id": (
        "Inte ditt användar-id i lösenordet.",
        "Not your user id in the password.",
    ),
    "password_change_required": (
        "Du måste byta lösenord innan du kan fortsätta.",
        "You have to change your password before you can go on.",
    ),
}
