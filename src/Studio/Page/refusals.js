// The Studio shows why a definition was not saved. Of every other change that is refused it says nothing, says that it was done, or
// breaks. So the page tells what the server answered, and hides what is not true; and where the Studio would break it is told that nothing
// was changed, or given a file that says why there is no other.
import { asks, callOf } from './session.js';

const send = window.fetch;
const notice = document.querySelector('.df-refused');
const text = notice.querySelector('span');
const toldByStudio = /^POST \/(workflow-definitions|workflow-definitions\/import-files)$/;
const breaks = /^(DELETE |POST \/cancel\/|POST \/bulk-actions\/(cancel|delete|import|publish|retract)\/)/;
const imports = /^POST \/bulk-actions\/import\//;
const exports = /\/export$|^POST \/bulk-actions\/export\//;
const opens = /^GET \/workflow-(definition|instance)s\/(?:by-definition-id\/)?([^/]+)$/;
const nothing = {
  cancelled: 0, deleted: 0, imported: 0,
  published: [], alreadyPublished: [], retracted: [], alreadyRetracted: [], notPublished: [], notFound: [], skipped: [], updatedConsumers: [],
};

notice.querySelector('button').addEventListener('click', () => { notice.hidden = true; });

async function reason(answer) {
  const body = await answer.clone().json().catch(() => null);
  const messages = Object.values(body?.errors ?? {}).flat();
  const fault = body?.workflowState?.incidents?.[0];
  return messages.join(' ') || fault?.exception?.message || fault?.message || body?.detail || body?.title || 'HTTP ' + answer.status;
}

function tell(why) {
  text.textContent = why;
  notice.hidden = false;
}

// What the Studio takes for a success it praises. The praise that follows a refusal is hidden, unless something else was changed before.
const praise = '.mud-snackbar.mud-alert-filled-success';
const follows = 3000; // ms
let doubt = null;

function hush() {
  const before = new Set(document.querySelectorAll(praise));
  const watch = new MutationObserver(() => {
    const next = [...document.querySelectorAll(praise)].find(one => !before.has(one));
    if (!next) return;
    next.hidden = true;
    watch.disconnect();
  });
  watch.observe(document.body, { childList: true, subtree: true });
  setTimeout(() => watch.disconnect(), follows);
  doubt = watch;
}

const unchanged = call => call.startsWith('POST /bulk-actions/') ? Response.json(nothing) : new Response(null, { status: 204 });
const noFile = why => new Response(why, {
  headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Disposition': 'attachment; filename="not-exported.txt"' },
});

// What somebody else has deleted meanwhile cannot be opened: the list it stood in is shown again. The screen that asked has ended before
// it could break on an answer, and gets none.
async function opened([, kind, id], answer) {
  const path = new URL(document.baseURI).pathname + 'workflows/' + kind + 's';
  if (answer.status !== 404 || !location.pathname.startsWith(path + '/' + id + '/')) return answer;
  tell(await reason(answer));
  window.Blazor.navigateTo(path, { replaceHistoryEntry: true });
  return new Promise(() => {});
}

window.fetch = async function (input, init) {
  const call = callOf(input, init);
  if (opens.test(call)) return opened(call.match(opens), await send.call(window, input, init));
  if (!call || (asks.test(call) && !exports.test(call))) return send.call(window, input, init);
  doubt?.disconnect();
  if (toldByStudio.test(call)) return send.call(window, input, init).catch(() => Response.json({ errors: { unknown: [notice.dataset.unknown] } }, { status: 400 }));
  notice.hidden = true;
  let answer;
  try {
    answer = await send.call(window, input, init);
  } catch (error) {
    tell(notice.dataset.unknown);
    if (!breaks.test(call)) throw error;
    hush();
    return unchanged(call);
  }
  if (answer.ok) {
    const left = imports.test(call) ? (await answer.clone().json()).refused : null; // some of the files
    if (left) tell(left.join(' '));
    return answer;
  }
  const why = await reason(answer);
  tell(why);
  if (!exports.test(call)) hush();
  return exports.test(call) ? noFile(why) : breaks.test(call) ? unchanged(call) : answer;
};
