"""Sentences about registering users, groups and the organisation."""

REGISTRATION_TEXTS: dict[str, tuple[str, str]] = {
    "unknown_user": (
        "Det finns ingen sådan användare i organisationen.",
        "There is no such user in the organisation.",
    ),
    "unknown_organisation": (
        "Organisationen finns inte längre.",
        "The organisation no longer exists.",
    ),
    "softphone_taken": (
        "Den användaren i Amazon Connect hör redan till en annan handläggare. "
        "En softphone ringer för en person.",
        "That user in Amazon Connect already belongs to another agent. "
        "A softphone rings for one person.",
    ),
    "phone_taken": (
        "Numret används redan: av en handläggare, en svarsgrupp, en växel eller servicenumret. "
        "Varje nummer kan bara höra till en.",
        "The number is in use already: by an agent, a group, a switchboard or as the service "
        "number. Each number can belong to only one.",
    ),
    "same_number": (
        "Det alternativa numret är samma som numret. Ange ett annat, eller lämna det tomt.",
        "The alternative number is the same as the number. Give another one, or leave it empty.",
    ),
    "invalid_pin": (
        "Koden ska vara 4 till 6 siffror.",
        "The PIN has to be 4 to 6 digits.",
    ),
    "distance_group_media": (
        "{groups} är ingen röstgrupp. Distansinloggning tar bara emot telefonsamtal, "
        "så välj bland röstgrupperna.",
        "{groups} is not a voice group. Distance login takes phone calls only, "
        "so choose among the voice groups.",
    ),
    "distance_group_media_users": (
        "Svarsgruppen är förvald för distansinloggning hos {users} handläggare och måste ta emot "
        "telefonsamtal så länge. Ta bort den där först.",
        "The group is preselected for distance login by {users} agents, and has to take calls "
        "as long as it is. Remove it there first.",
    ),
    "softphone_not_agent": (
        "Bara handläggare kan ha IP-telefoni. Ge först användaren rollen handläggare.",
        "Only agents can have IP telephony. Give the user the role of agent first.",
    ),
    "softphone_not_registered": (
        "IP-telefoni är inte registrerad för dig. Ange ett telefonnummer, eller be en "
        "administratör registrera IP-telefoni.",
        "IP telephony is not registered for you. Give a telephone number, or ask an administrator "
        "to register IP telephony.",
    ),
    "unknown_connect_user": (
        "Det finns ingen användare i Amazon Connect som heter {name}. Lägg upp användaren där "
        "först, eller rätta namnet.",
        "There is no user in Amazon Connect called {name}. Add the user there first, or correct "
        "the name.",
    ),
    "distance_not_agent": (
        "Bara handläggare kan ha distansinloggning. Ge först användaren rollen handläggare.",
        "Only agents can have distance login. Give the user the role of agent first.",
    ),
    "group_preselected": (
        "Svarsgruppen är förvald för distansinloggning hos {users} handläggare. "
        "Ta bort den där först: annars hade de loggats in i andra grupper än de valt.",
        "The group is preselected for distance login with {users} agents. Remove it there first: "
        "otherwise they would be logged in to groups that they have not chosen.",
    ),
    "invalid_group_missing": (
        "Svarsgruppen {groups} finns inte. Läs in sidan igen.",
        "There is no group {groups}. Reload the page.",
    ),
    "invalid_group_not_users": (
        "Användaren tillhör inte svarsgruppen {groups}. Välj bland användarens egna grupper.",
        "The user does not belong to the group {groups}. Choose among the user's own groups.",
    ),
    "invalid_group_last_preselected": (
        "{groups} är den enda förvalda svarsgruppen för distansinloggning. "
        "Ändra de förvalda grupperna först: utan förval gäller alla röstgrupper.",
        "{groups} is the only group preselected for distance login. Change the preselected "
        "groups first: with none, all voice groups apply.",
    ),
    "not_mobile": (
        "Numret är inget mobilnummer, så sms om återuppringning kommer inte fram.",
        "The number is not a mobile one, so texts about callbacks do not arrive.",
    ),
    "user_taken": (
        "Användar-id:t är upptaget. Välj ett annat.",
        "The user id is taken. Choose another one.",
    ),
    "invalid_user_id": (
        "Användar-id:t börjar med en bokstav eller siffra och innehåller bara bokstäver, siffror "
        "och . _ @ + - (högst 64 tecken).",
        "The user id begins with a letter or digit and holds only letters, digits and "
        ". _ @ + - (64 characters at most).",
    ),
    "own_account": (
        "Du kan inte ta bort eller stänga av dig själv, eller sluta vara administratör. "
        "Be en annan administratör.",
        "You cannot remove or disable yourself, or stop being an administrator. "
        "Ask another administrator.",
    ),
    "unknown_group": (
        "Svarsgruppen finns inte.",
        "There is no such group.",
    ),
    "too_many_groups": (
        "Det går att ha högst {limit} svarsgrupper.",
        "There can be {limit} groups at most.",
    ),
    "invalid_group_id": (
        "Svarsgruppens id får bara innehålla små bokstäver, siffror och bindestreck.",
        "A group's id may only hold small letters, digits and hyphens.",
    ),
    "group_taken": (
        "Det finns redan en svarsgrupp med det id:t. Välj ett annat.",
        "There is already a group with that id. Choose another one.",
    ),
    "organisation_taken": (
        "Det finns redan en organisation med det id:t. Välj ett annat.",
        "There is already an organisation with that id. Choose another one.",
    ),
    "invalid_hours": (
        "Öppettiderna stämmer inte: varje tid ska börja före den slutar.",
        "The hours are not right: each span has to begin before it ends.",
    ),
}
