// The instance list asks for its rows and, at the same time, for the choices of its "Workflows" filter, and draws the filter with what it
// has when the rows come: choices that come later are never shown. So the rows wait for the choices.
import { api } from './session.js';

const longest = 3000; // ms the rows wait for choices that do not come
const reading = 100; // ms the Studio is given to take the choices in
const send = window.fetch;
let expected = Promise.resolve();
let arrived = () => {};

// A list is about to be shown: its choices are still to come.
export function expectFilter() {
  expected = new Promise(done => {
    arrived = done;
    setTimeout(done, longest);
  });
}

window.fetch = async function (input, init) {
  const address = new URL(input.url ?? input, document.baseURI).href;
  if (address.startsWith(api + '/workflow-definitions?versionOptions=LatestOrPublished')) {
    try { return await send.call(window, input, init); } finally { setTimeout(arrived, reading); }
  }
  const answer = await send.call(window, input, init);
  if (address === api + '/workflow-instances') await expected;
  return answer;
};
