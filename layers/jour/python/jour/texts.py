"""Every sentence that a server answer can carry, in Swedish and English. Swedish is the default."""

from typing import Any

from jour.chat_texts import CHAT_TEXTS
from jour.texts_users import USER_TEXTS

SWEDISH, ENGLISH = "sv", "en"

_PHONE_HINT_SV = "Skriv till exempel 070-174 06 05 eller +46 70 174 06 05."
_PHONE_HINT_EN = "For example 070-174 06 05 or +46 70 174 06 05."

_TEXTS: dict[str, tuple[str, str]] = {
    "malformed_json": (
        "Anropet gick inte att läsa som JSON.",
        "The request could not be read as JSON.",
    ),
    "unsupported_media_type": (
        "Skicka anropet som application/json.",
        "Send the request as application/json.",
    ),
    "body_too_large": (
        "Anropet är för stort: högst {limit_kb} kB.",
        "The request is too large: {limit_kb} kB at most.",
    ),
    "invalid_request": (
        "Anropet stämmer inte: se errors för vad som ska rättas.",
        "The request is not valid: errors says what to correct.",
    ),
    "front_door_only": (
        "Anropet kom inte genom Jours egen adress.",
        "The request did not come through Jour's own address.",
    ),
    "origin_not_allowed": (
        "Anropet kom från en sida som inte hör till Jour.",
        "The request came from a page that does not belong to Jour.",
    ),
    "unknown_address": (
        "Adressen finns inte.",
        "There is nothing at this address.",
    ),
    "internal_error": (
        "Något gick fel hos oss. Försök igen om en stund.",
        "Something went wrong on our side. Try again in a while.",
    ),
    "temporarily_unavailable": (
        "Tjänsten svarar inte just nu. Inget är ändrat. Försök igen om en stund.",
        "The service does not answer right now. Nothing was changed. Try again in a while.",
    ),
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
    "row_special": (
        "Det är ett kortnummer, som ingen kund har. Ta bort raden.",
        "That is a short code, which no customer has. Remove the row.",
    ),
    "row_one_column": (
        "Raden har bara en kolumn. Skriv nummer och namn med semikolon emellan.",
        "The row has only one column. Enter number and name with a semicolon between them.",
    ),
    "row_missing_name": (
        "Namnet saknas.",
        "The name is missing.",
    ),
    "row_control_character": (
        "Namnet innehåller en radbrytning eller ett annat tecken som inte syns. Skriv om namnet.",
        "The name contains a line break or another invisible character. Enter the name again.",
    ),
    "row_unclosed_quote": (
        "Ett citattecken öppnas men stängs aldrig. Stäng det eller ta bort det.",
        "A quotation mark is opened but never closed. Close it or remove it.",
    ),
    "row_duplicate": (
        "Numret står redan på rad {first}, och det är den raden som gäller.",
        "The number is already on line {first}, and that line counts.",
    ),
    "do_not_call_full": (
        "Spärrlistan är full: högst {limit} nummer.",
        "The do-not-call list is full: {limit} numbers at most.",
    ),
    "do_not_call_busy": (
        "Någon annan ändrar i spärrlistan just nu. Vänta en halv minut och försök igen.",
        "Somebody else is editing the do-not-call list right now. "
        "Wait half a minute and try again.",
    ),
    "row_in_list": (
        "Numret finns redan i listan sedan tidigare.",
        "The number is in the list already, from an earlier import.",
    ),
    "row_barred": (
        "Numret står på spärrlistan och rings inte.",
        "The number is on the do-not-call list and is not rung.",
    ),
    "call_list_full": (
        "Ringlistan är full: högst {limit} nummer. Lägg resten i en ny lista.",
        "The list is full: {limit} numbers at most. Put the rest into a new list.",
    ),
    "call_list_busy": (
        "Någon annan ändrar i ringlistan just nu. Vänta en halv minut och försök igen.",
        "Somebody else is editing the list right now. Wait half a minute and try again.",
    ),
    "call_list_in_use": (
        "Listan rings just nu. Stoppa den och vänta tills samtalen är klara, försök sedan igen.",
        "The list is in use right now. Stop it and wait until its calls are over, then try again.",
    ),
    "call_list_removing": (
        "Listan håller på att tas bort.",
        "The list is being removed.",
    ),
    "call_list_group": (
        "Välj en svarsgrupp för telemarketing.",
        "Choose a group for telemarketing.",
    ),
    "result_in_use": (
        "Resultatet {results} har använts och kan inte tas bort. Byt namn på det i stället.",
        "The result {results} has been used and cannot be removed. Rename it instead.",
    ),
    "too_many_lists": (
        "Högst {limit} ringlistor får finnas. Ta bort en som är klar.",
        "There can be {limit} lists at most. Remove one that is done.",
    ),
    "unknown_call_list": (
        "Ringlistan finns inte.",
        "There is no such list.",
    ),
    "outside_calling_hours": (
        "Numret får inte ringas nu: listan är stoppad eller ringtiden är slut.",
        "The number may not be rung now: the list is stopped or its calling hours are over.",
    ),
    "number_barred": (
        "Numret har hamnat på spärrlistan och rings inte.",
        "The number has been put on the do-not-call list and is not rung.",
    ),
    "invalid_call_time": (
        "Välj en tid som inte har varit, högst 90 dagar bort.",
        "Choose a time that has not passed, 90 days ahead at most.",
    ),
    "call_list_number": (
        "Ingen svarsgrupp har ett nummer att visa när listan rings. Ge en av dem ett nummer.",
        "No group has a number to show when the list is rung. Give one of them a number.",
    ),
    "unknown_result": (
        "Resultatet finns inte i den här ringlistan.",
        "This list has no such result.",
    ),
    "phone_book_full": (
        "Telefonboken är full: högst {limit} nummer. Ta bort några som inte behövs.",
        "The phone book is full: {limit} numbers at most. Remove some that are not needed.",
    ),
    "phone_book_busy": (
        "Någon annan ändrar i telefonboken just nu. Vänta en halv minut och försök igen.",
        "Somebody else is editing the phone book right now. Wait half a minute and try again.",
    ),
    "import_interrupted": (
        "Tjänsten svarar inte just nu, och en del av raderna kan vara klara. "
        "Gör om samma sak om en stund: det blir rätt.",
        "The service does not answer right now, and some of the rows may be done. "
        "Do the same again in a while: nothing is added twice.",
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
    "unknown_action": (
        "Servern känner inte till det som klienten bad om. Ladda om sidan.",
        "The server does not know what the client asked for. Reload the page.",
    ),
    "invalid_message": (
        "Meddelandet stämmer inte: {detail}.",
        "The message is not valid: {detail}.",
    ),
    "invalid_pause_reason": (
        "Välj en av organisationens pausorsaker.",
        "Choose one of the organisation's reasons for a pause.",
    ),
    "unknown_user": (
        "Det finns ingen sådan användare i organisationen.",
        "There is no such user in the organisation.",
    ),
    "unknown_organisation": (
        "Organisationen finns inte längre.",
        "The organisation no longer exists.",
    ),
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
    "too_many_attempts": (
        "För många försök. Vänta en stund och försök igen.",
        "Too many attempts. Wait a while and try again.",
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
    "edited_meanwhile": (
        "Någon annan har ändrat under tiden. Inget är sparat. Läs in igen och gör om din ändring.",
        "Somebody else has edited meanwhile. Nothing was saved. Reload and make your change again.",
    ),
    "invalid_hours": (
        "Öppettiderna stämmer inte: varje tid ska börja före den slutar.",
        "The hours are not right: each span has to begin before it ends.",
    ),
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
    "password_change_required": (
        "Du måste byta lösenord innan du kan fortsätta.",
        "You have to change your password before you can go on.",
    ),
    **CHAT_TEXTS,
}
_TEXTS |= USER_TEXTS


def codes() -> frozenset[str]:
    """The names of all sentences."""
    return frozenset(_TEXTS)


def sentence(text: str, language: str, **values: Any) -> str:
    """The named sentence in `sv` or `en`, with its values filled in."""
    swedish, english = _TEXTS[text]
    return (english if language == ENGLISH else swedish).format(**values)


def preferred_language(accept_language: str | None) -> str:
    """`en` where a reader asks for English before Swedish (Accept-Language), else `sv`."""
    for part in _by_quality(accept_language or ""):
        if part.startswith(ENGLISH):
            return ENGLISH
        if part.startswith(SWEDISH):
            return SWEDISH
    return SWEDISH


def _by_quality(header: str) -> list[str]:
    """The header's language tags, most wanted first; what cannot be read counts as unwanted."""
    weighted = []
    for part in header.lower().split(","):
        tag, _, quality = part.strip().partition(";q=")
        try:
            weight = float(quality or 1)
        except ValueError:
            weight = 0.0
        weighted.append((-weight, tag))
    return [tag for weight, tag in sorted(weighted, key=lambda pair: pair[0]) if weight < 0]
