"""Sentences about chats: what customers, agents and administrators are told, in both languages."""

CHAT_TEXTS: dict[str, tuple[str, str]] = {
    "gate_chat_not_missed_closed": (
        "En chatt som du inte tog väntar kvar och erbjuds dig inte igen."
        " Sätt dig på paus och sedan tillgänglig, så kan du få den.",
        "A chat that you did not take is still waiting and is not offered to you again."
        " Pause, then become available, and you may get it.",
    ),
    "gate_chat_not_missed_closed_of": (
        "En chatt som {name} inte tog väntar kvar och erbjuds inte {name} igen"
        " förrän {name} har varit pausad och blivit tillgänglig.",
        "A chat that {name} did not take is still waiting and is not offered to {name} again"
        " until {name} has paused and become available.",
    ),
    "no_chat": (
        "Här pågår ingen chatt. Börja en ny.",
        "There is no chat here. Start a new one.",
    ),
    "unknown_chat": (
        "Chatten finns inte, eller är inte din att läsa.",
        "There is no such chat, or it is not yours to read.",
    ),
    "chat_closed": (
        "Chatten är stängd just nu.",
        "The chat is closed right now.",
    ),
    "chat_nobody": (
        "Ingen kan svara i chatten just nu. Försök igen senare.",
        "Nobody can answer the chat right now. Try again later.",
    ),
    "chat_full": (
        "Många väntar redan på att få chatta. Försök igen om en stund.",
        "Many are waiting to chat already. Try again in a while.",
    ),
    "too_many_chats": (
        "Det har kommit för många försök härifrån. Vänta en stund och försök igen.",
        "There have been too many attempts from here. Wait a while and try again.",
    ),
    "chat_no_messages": (
        "Det går inte att lämna meddelanden här.",
        "Messages cannot be left here.",
    ),
    "message_needs_phone": (
        "Skriv ditt telefonnummer, så att vi kan ringa upp dig.",
        "Enter your telephone number, so that we can ring you.",
    ),
    "message_needs_contact": (
        "Skriv ditt telefonnummer eller din e-postadress, så att vi kan svara.",
        "Enter your telephone number or your e-mail address, so that we can answer.",
    ),
    "callback_open_already": (
        "Du står redan på tur att bli uppringd på det numret. Vi ringer dig.",
        "You are already waiting to be rung at this number. We will ring you.",
    ),
    "invalid_phone_own": (
        "Det är vårt eget nummer. Skriv ditt.",
        "That is our own number. Enter yours.",
    ),
    "invalid_page": (
        "Sidans adress ska vara en webbadress utan fråga och fragment.",
        "The page must be a web address without a query and a fragment.",
    ),
    "chat_not_answered": (
        "Chatten har inte besvarats, så det finns inget att skicka.",
        "The chat has not been answered, so there is nothing to send.",
    ),
    "transcript_sent": (
        "Chatten har redan skickats till en annan adress.",
        "The chat has already been sent to another address.",
    ),
    "chat_taken_over": (
        "Chatten är öppen i ett annat fönster, som har tagit över.",
        "The chat is open in another window, which has taken over.",
    ),
    "not_a_chat_group": (
        "Svarsgruppen tar inte emot chattar.",
        "The group does not take chats.",
    ),
    "invalid_message_group": (
        "Välj en svarsgrupp som tar emot samtal.",
        "Choose a group that takes calls.",
    ),
    "chat_going_on": (
        "Chatten pågår. Avsluta den innan den raderas.",
        "The chat is going on. End it before it is erased.",
    ),
    "invalid_chat_text": (
        "Skriv ett meddelande på mellan 1 och {limit} tecken.",
        "Write a message of 1 to {limit} characters.",
    ),
    "invalid_chat_name": (
        "Skriv ett namn på mellan 1 och {limit} tecken.",
        "Write a name of 1 to {limit} characters.",
    ),
    "chat_over": (
        "Chatten är avslutad.",
        "The chat has ended.",
    ),
    "chat_too_fast": (
        "Det kommer för många meddelanden på en gång. Vänta en stund och skicka igen.",
        "Too many messages are coming at once. Wait a while and send again.",
    ),
    "chat_too_long": (
        "Chatten har nått sin längd: {limit} meddelanden. Avsluta den och börja en ny.",
        "The chat has reached its length: {limit} messages. End it and start a new one.",
    ),
    "offer_lapsed": (
        "Tiden för att ta chatten har gått ut. Den går till nästa.",
        "The time to take the chat has passed. It goes to the next one.",
    ),
    "chat_colleague_away": (
        "Kollegan kan inte ta chattar just nu. Välj någon annan, eller en svarsgrupp.",
        "Your colleague cannot take chats right now. Choose somebody else, or a group.",
    ),
}
