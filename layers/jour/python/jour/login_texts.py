"""Sentences about logging in, being logged in, and how that ended."""

LOGIN_TEXTS: dict[str, tuple[str, str]] = {
    "invalid_credentials": (
        "Fel användar-id eller lösenord.",
        "Wrong user id or password.",
    ),
    "not_logged_in": (
        "Du är inte inloggad. Logga in och försök igen.",
        "You are not logged in. Log in and try again.",
    ),
    "not_an_agent": (
        "Du är inte registrerad som handläggare. Logga in utan att vara handläggare, "
        "eller be er administratör om behörigheten.",
        "You are not registered as an agent. Log in without being an agent, "
        "or ask your administrator for permission.",
    ),
    "not_an_administrator": (
        "Det här kan bara en administratör göra.",
        "Only an administrator can do this.",
    ),
    "invalid_group_unknown": (
        "Du tillhör inte svarsgruppen {groups}. Välj bland dina egna grupper.",
        "You do not belong to the group {groups}. Choose among your own groups.",
    ),
    "invalid_group_channel": (
        "Svarsgruppen {groups} kan inte bemannas på det här sättet att logga in. "
        "Chatt kräver PC-klienten.",
        "The group {groups} cannot be staffed with this kind of login. Chat needs the PC client.",
    ),
    "invalid_group_none": (
        "Välj minst en svarsgrupp att bemanna.",
        "Choose at least one group to staff.",
    ),
    "invalid_group_nothing_to_staff": (
        "Ingen av dina svarsgrupper kan bemannas på det här sättet att logga in.",
        "None of your groups can be staffed with this kind of login.",
    ),
    "logged_out_replaced": (
        "Du har loggat in på ett annat sätt, så den här inloggningen är avslutad.",
        "You logged in somewhere else, so this login has ended.",
    ),
    "logged_out_connection_lost": (
        "Kontakten med din klient bröts, så du loggades ut.",
        "The connection to your client was lost, so you were logged out.",
    ),
    "logged_out_admin": (
        "En administratör loggade ut dig.",
        "An administrator logged you out.",
    ),
    "logged_out_toggled": (
        "Du loggade ut genom att ringa servicenumret.",
        "You logged out by ringing the service number.",
    ),
    "logged_out_disabled": (
        "Ditt konto är avstängt. Kontakta er administratör.",
        "Your account is disabled. Contact your administrator.",
    ),
    "logged_out_password_changed": (
        "Ditt lösenord har ändrats. Logga in med det nya.",
        "Your password has been changed. Log in with the new one.",
    ),
    "logged_out_no_answer": (
        "Du loggades ut eftersom flera samtal i rad inte besvarades. "
        "Ring servicenumret eller logga in när du kan svara igen.",
        "You were logged out because several calls in a row were not answered. "
        "Ring the service number or log in when you can answer again.",
    ),
    "unknown_push_service": (
        "Webbläsarens tjänst för aviseringar är okänd för oss. Prova en annan webbläsare.",
        "We do not know this browser's push service. Try another browser.",
    ),
    "invalid_push_keys": (
        "Webbläsarens nycklar för aviseringar går inte att läsa. Slå av och på aviseringarna igen.",
        "The browser's push keys can't be read. Turn notifications off and on again.",
    ),
    "already_logged_out": (
        "Inloggningen var redan avslutad.",
        "The login had already ended.",
    ),
    "taken_over": (
        "Jour är öppet i ett annat fönster, som har tagit över.",
        "Jour is open in another window, which has taken over.",
    ),
    "invalid_pause_reason": (
        "Välj en av organisationens pausorsaker.",
        "Choose one of the organisation's reasons for a pause.",
    ),
    "too_many_attempts": (
        "För många försök. Vänta en stund och försök igen.",
        "Too many attempts. Wait a while and try again.",
    ),
}
