// Runs in CloudFront before a page is looked up: every address of the client is served by index.html,
// which reads the address itself; below /chat/ by the page that customers' websites embed. What has a
// dot in its last part is a file and stays as asked.
function handler(event) {
  const request = event.request;
  const last = request.uri.slice(request.uri.lastIndexOf("/") + 1);
  if (!last.includes(".")) {
    request.uri = request.uri.startsWith("/chat/") ? "/chat/index.html" : "/index.html";
  }
  return request;
}
