/** Swedish: IP telephony. */
export const svSoftphone = {
  "softphone.title": "IP-telefoni",
  "softphone.connect_user": "Användarnamn i Amazon Connect",
  "softphone.connect_user_why": "Behövs för att ta samtal i datorn. Lämna tomt för ingen IP-telefoni.",
  "softphone.soon": "ringer strax i datorn",
  "softphone.rings": "det ringer i datorn",
  "softphone.says_soon": "Samtal till dig: {who}, {group}, har väntat {waited}. Det ringer strax i datorn.",
  "softphone.says": "Det ringer i datorn: {who}. Svara eller avvisa.",
  "softphone.answer": "Svara",
  "softphone.reject": "Avvisa",
  "softphone.hang_up": "Lägg på",
  "softphone.unreachable": "IP-telefonin svarar inte, så samtal kan inte ringa här. Vi försöker igen.",
  "softphone.login": "Logga in i Amazon Connect i fönstret som öppnades, så kan samtal ringa här.",
  "softphone.microphone": "Webbläsaren släpper inte fram mikrofonen. Tillåt den för den här sidan och ladda om.",
  "softphone.failed": "IP-telefonin kunde inte laddas. Ladda om sidan, eller logga in med ett telefonnummer.",
};
