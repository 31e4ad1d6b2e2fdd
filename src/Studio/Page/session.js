// The person's short-lived token: given for the session's cookie, renewed before it ends, and put on every call of the API.
// A call that meets an ended session waits for the next sign-in instead of failing: the Studio breaks on a 401, and what
// somebody has just drawn would be lost.
import { steady } from './connection.js';

export const api = location.origin + '/elsa/api';

const renewAt = 0.6; // share of its term after which a token is renewed
const lookAgain = 5000; // ms between two looks whether somebody has signed in again
// What changes nothing.
export const asks = /^(GET|HEAD) |^POST \/(workflow-instances|workflow-instances\/[^/]+\/journal|activity-executions\/report|descriptors\/.*|scripting\/.*)$/;
const send = window.fetch.bind(window);
const dialog = document.querySelector('.df-signed-out');
const listeners = [];
let token = null;
let renewing = null;
let timer = 0;
let changes = 0;

export const currentToken = () => token;
export const onRenewed = listener => listeners.push(listener);

// One request at a time, however many callers wait for it.
export function renew() {
  renewing ??= ask().finally(() => { renewing = null; });
  return renewing;
}

async function ask() {
  for (;;) {
    const answer = await send('/studio/token', { method: 'POST', redirect: 'manual', cache: 'no-store' }).catch(() => null);
    if (answer?.ok) {
      const { accessToken, expiresIn } = await answer.json();
      token = accessToken;
      dialog.hidden = true;
      clearTimeout(timer);
      timer = setTimeout(renew, expiresIn * renewAt * 1000);
      listeners.forEach(listener => listener(token));
      return;
    }
    // Led to the sign-in page: the session has ended. Anything else is a network or a server that comes back.
    if (answer && (answer.type === 'opaqueredirect' || answer.status === 401 || answer.status === 403)) dialog.hidden = false;
    await aWhile();
  }
}

// Until the next look, which comes at once when somebody returns to this tab.
function aWhile() {
  return new Promise(resolve => {
    const done = () => { clearTimeout(wait); removeEventListener('focus', done); resolve(); };
    const wait = setTimeout(done, lookAgain);
    addEventListener('focus', done);
  });
}

// "POST /workflow-definitions" for a call of the API, empty for any other.
export function callOf(input, init) {
  const address = new URL(input.url ?? input, document.baseURI);
  return address.href.startsWith(api + '/') ? (init?.method ?? 'GET').toUpperCase() + ' ' + address.pathname.slice(new URL(api).pathname.length) : '';
}

// The one change that may be sent twice: the same text of the same definition saved twice is one version.
function savesAgain(call, init) {
  if (call !== 'POST /workflow-definitions') return false;
  const text = typeof init.body === 'string' ? init.body : new TextDecoder().decode(init.body);
  return Boolean(JSON.parse(text).model?.definitionId);
}

// The Studio's own calls go through here.
window.fetch = async function (input, init) {
  const call = callOf(input, init);
  if (!call) return send(input, init);
  const isChange = !asks.test(call);
  const mayRepeat = () => !isChange || savesAgain(call, init);
  if (isChange) changes++;
  try {
    if (!token) await renew();
    for (;;) {
      const used = token;
      const headers = new Headers(init?.headers);
      headers.set('Authorization', 'Bearer ' + used);
      headers.set('Accept-Language', document.documentElement.lang); // the page's language, whatever the browser prefers
      const answer = await steady(input, { ...init, headers }, mayRepeat);
      if (answer.status !== 401) return answer;
      if (used === token) await renew();
    }
  } finally {
    if (isChange) changes--;
  }
};

// A tab that is closed while a change is on its way loses it.
addEventListener('beforeunload', event => { if (changes > 0) event.preventDefault(); });
