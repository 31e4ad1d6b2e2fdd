// A viewer that ends while its web socket is open breaks the memory of the Studio's runtime, about once in fifty times: the socket still
// writes into a buffer that is given back. So the viewer hears of changes by long polling, which ends when its request does.
const send = window.fetch;
const negotiation = location.origin + '/elsa/hubs/';

window.fetch = async function (input, init) {
  const answer = await send.call(window, input, init);
  if (!(input.url ?? String(input)).startsWith(negotiation) || !new URL(answer.url).pathname.endsWith('/negotiate') || !answer.ok) return answer;
  const offer = await answer.json();
  offer.availableTransports = offer.availableTransports.filter(({ transport }) => transport === 'LongPolling');
  return Response.json(offer);
};
