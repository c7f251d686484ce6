"""Sentences about lists of numbers: the phone book, do-not-call, and lists to call."""

REGISTER_TEXTS: dict[str, tuple[str, str]] = {
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
}
