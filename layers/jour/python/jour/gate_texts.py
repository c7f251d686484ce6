"""Sentences about what lets calls through to an agent, or keeps them away."""

GATE_TEXTS: dict[str, tuple[str, str]] = {
    "gate_logged_in_open": ("Du är inloggad.", "You are logged in."),
    "gate_logged_in_closed": (
        "Du är inte inloggad som handläggare. Logga in som handläggare för att få samtal.",
        "You are not logged in as an agent. Log in as an agent to get calls.",
    ),
    "gate_logged_in_closed_of": (
        "{name} är inte inloggad som handläggare.",
        "{name} is not logged in as an agent.",
    ),
    "gate_connected_open": ("Kontakten med servern är bra.", "The connection is good."),
    "gate_connected_closed": (
        "Din klient har ingen kontakt med servern. Kontrollera nätet.",
        "Your client has no connection to the server. Check the network.",
    ),
    "gate_connected_closed_of": (
        "Klienten har ingen kontakt med servern. {name} behöver kontrollera nätet.",
        "The client has no connection to the server. {name} should check the network.",
    ),
    "gate_available_open": ("Du är tillgänglig.", "You are available."),
    "gate_available_closed": (
        "Du är pausad. Välj Tillgänglig för att få samtal.",
        "You are paused. Choose Available to get calls.",
    ),
    "gate_available_closed_of": (
        "{name} är pausad. Samtal kommer när {name} väljer Tillgänglig.",
        "{name} is paused. Calls come when {name} chooses Available.",
    ),
    "gate_not_occupied_open": ("Du är ledig.", "You are free."),
    "gate_not_occupied_closed": (
        "Du har redan ett samtal, eller efterbehandlar ett. Avsluta det för att få nästa.",
        "You have a call already, or are wrapping one up. End it to get the next.",
    ),
    "gate_not_occupied_closed_of": (
        "{name} har redan ett samtal, eller efterbehandlar ett.",
        "{name} has a call already, or is wrapping one up.",
    ),
    "gate_staffs_group_open": ("Du bemannar {group}.", "You staff {group}."),
    "gate_staffs_group_closed": (
        "Du bemannar inte {group}. Välj svarsgruppen på ditt bord.",
        "You do not staff {group}. Choose the group on your desk.",
    ),
    "gate_staffs_group_closed_of": (
        "{name} bemannar inte {group}.",
        "{name} does not staff {group}.",
    ),
    "gate_staffs_none_closed": (
        "Du bemannar ingen svarsgrupp. Välj minst en på ditt bord.",
        "You staff no group. Choose at least one on your desk.",
    ),
    "gate_staffs_none_closed_of": (
        "{name} bemannar ingen svarsgrupp.",
        "{name} staffs no group.",
    ),
    "gate_channel_may_open": (
        "Ditt sätt att logga in duger för {group}.",
        "Your kind of login will do for {group}.",
    ),
    "gate_channel_may_closed": (
        "{group} kan inte bemannas på ditt sätt att logga in. Logga in på ett annat sätt.",
        "{group} cannot be staffed with your kind of login. Log in in another way.",
    ),
    "gate_channel_may_closed_of": (
        "{group} kan inte bemannas så som {name} är inloggad.",
        "{group} cannot be staffed with the login that {name} has.",
    ),
    "gate_has_telephone_open": (
        "Det finns en telefon att ringa dig på.",
        "There is a telephone to ring you on.",
    ),
    "gate_has_telephone_closed": (
        "Det finns inget nummer att ringa dig på. Logga in med ett telefonnummer.",
        "There is no number to ring you on. Log in with a telephone number.",
    ),
    "gate_has_telephone_closed_of": (
        "Det finns inget nummer att ringa {name} på. {name} behöver logga in med ett.",
        "There is no number to ring {name} on. {name} should log in with one.",
    ),
    "gate_group_open_open": ("{group} är öppen.", "{group} is open."),
    "gate_group_open_closed": (
        "{group} är stängd just nu och får inga nya samtal.",
        "{group} is closed right now and gets no new calls.",
    ),
    "gate_group_open_closed_of": (
        "{group} är stängd just nu och får inga nya samtal.",
        "{group} is closed right now and gets no new calls.",
    ),
    "gate_has_room_open": (
        "Du har plats för en chatt till.",
        "You have room for one more chat.",
    ),
    "gate_has_room_closed": (
        "Du har så många chattar som en handläggare kan ha: {limit}. Avsluta en för att få nästa.",
        "You have as many chats as an agent can have: {limit}. End one to get the next.",
    ),
    "gate_has_room_closed_of": (
        "{name} har så många chattar som en handläggare kan ha: {limit}.",
        "{name} has as many chats as an agent can have: {limit}.",
    ),
    "gate_not_missed_open": (
        "Ingen väntar som du inte har svarat.",
        "Nobody is waiting whom you did not answer.",
    ),
    "gate_not_missed_closed": (
        "Ett samtal som du inte svarade i väntar kvar och rings inte till dig igen."
        " Sätt dig på paus och sedan tillgänglig, så kan du få det.",
        "A call that you did not answer is still waiting and does not ring you again."
        " Pause, then become available, and you may get it.",
    ),
    "gate_not_missed_closed_of": (
        "Ett samtal som {name} inte svarade i väntar kvar och rings inte dit igen"
        " förrän {name} har varit pausad och blivit tillgänglig.",
        "A call that {name} did not answer is still waiting and does not ring there again"
        " until {name} has paused and become available.",
    ),
}
