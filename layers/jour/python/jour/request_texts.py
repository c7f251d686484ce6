"""Sentences about requests and messages as such, whoever sends them."""

REQUEST_TEXTS: dict[str, tuple[str, str]] = {
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
    "unknown_action": (
        "Servern känner inte till det som klienten bad om. Ladda om sidan.",
        "The server does not know what the client asked for. Reload the page.",
    ),
    "invalid_message": (
        "Meddelandet stämmer inte: {detail}.",
        "The message is not valid: {detail}.",
    ),
    "edited_meanwhile": (
        "Någon annan har ändrat under tiden. Inget är sparat. Läs in igen och gör om din ändring.",
        "Somebody else has edited meanwhile. Nothing was saved. Reload and make your change again.",
    ),
}
