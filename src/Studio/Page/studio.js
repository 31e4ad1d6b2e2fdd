// One Studio screen at a time, by path: the same paths the Studio itself goes to.
import { api, currentToken, onRenewed, renew } from './session.js';
import { expectFilter } from './instances.js';
import './refusals.js';
import './live.js';

const base = new URL(document.baseURI).pathname;
const root = document.documentElement;
const place = document.getElementById('studio');
const part = selector => document.querySelector(selector);
const scripts = [
  '_content/BlazorMonaco/jsInterop.js',
  '_content/MudBlazor/MudBlazor.min.js',
  '_content/CodeBeam.MudBlazor.Extensions/MudExtensions.min.js',
  '_content/Radzen.Blazor/Radzen.Blazor.js',
  '_framework/blazor.webassembly.js',
];
// Only the editor and the viewer show code: a list does not wait for it.
const codeEditor = [
  '_content/BlazorMonaco/lib/monaco-editor/min/vs/loader.js',
  '_content/BlazorMonaco/lib/monaco-editor/min/vs/editor/editor.main.js',
];
let code = null;
let shown = null;
let chain = Promise.resolve();

function fail(missing) {
  part('.df-loading').hidden = true;
  part('.df-missing').hidden = !missing;
  part('.df-failed').hidden = false;
  place.removeAttribute('aria-busy');
}

// Attributes of a living screen are read once; this element renders nothing and only hands the new token over.
function tell() {
  document.querySelectorAll('elsa-backend-provider').forEach(old => old.remove());
  const provider = document.createElement('elsa-backend-provider');
  provider.setAttribute('remote-endpoint', api);
  provider.setAttribute('access-token', currentToken());
  document.body.append(provider);
}

function load(source) {
  return new Promise((done, failed) => {
    const script = document.createElement('script');
    script.src = source;
    script.async = false; // fetched side by side, run in order
    script.onload = done;
    script.onerror = () => failed(new Error(source));
    document.body.append(script);
  });
}

// The script has run before the parts it asks for are there: Studio may only begin with all of them.
function needCode() {
  code ??= Promise.all(codeEditor.map(load))
    .then(() => new Promise((done, failed) => window.require(['vs/editor/editor.main'], done, failed)))
    .catch(error => { code = null; throw error; });
  return code;
}

// Blazor lets a removed element live on for a second, and two living screens break the Studio's renderer: it is ended here and now.
async function end(element) {
  if (!element) return;
  element.remove();
  if (element._addRootComponentPromise) {
    clearTimeout(element._disposalTimeoutHandle);
    element._isDisposed = true;
    try { await (await element._addRootComponentPromise).dispose(); return; } catch (error) { console.warn('A Studio screen did not end cleanly.', error); }
  }
  await new Promise(later => setTimeout(later, 1300));
}

function show(tag, attributes, callbacks) {
  chain = chain.then(async () => {
    await customElements.whenDefined(tag);
    if (!tag.endsWith('-list')) await needCode();
    await end(place.firstElementChild);
    const element = document.createElement(tag);
    element.setAttribute('remote-endpoint', api);
    element.setAttribute('access-token', currentToken());
    if (tag === 'elsa-workflow-instance-list') expectFilter();
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    Object.assign(element, callbacks);
    place.replaceChildren(element);
  }).catch(error => { console.error(error); fail(false); });
}

// The Studio has to know where it is: a list completes the address it believes in, and would lead back to where one came from.
function go(path) {
  if (place.firstElementChild) window.Blazor.navigateTo(base + path);
  else history.pushState(null, '', base + path); // nothing of it runs yet
}

// The Studio calls these from within its own handler of a click. A screen that is ended while its handler still runs breaks the memory
// of the Studio's runtime, about once in six times, and with it the page: so the handler comes to its end first.
const leave = 400; // ms
const edit = id => { setTimeout(() => go('workflows/definitions/' + encodeURIComponent(id) + '/edit'), leave); };
const view = id => { setTimeout(() => go('workflows/instances/' + encodeURIComponent(id) + '/view'), leave); };

function route() {
  const path = location.pathname.slice(base.length);
  if (path === shown) return;
  shown = path;
  const one = path.match(/^workflows\/(definitions|instances)\/([^/]+)\/(?:edit|view)$/);
  const instances = path.startsWith('workflows/instances');
  for (const link of document.querySelectorAll('[data-area]')) {
    if ((link.dataset.area === 'instances') === instances) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  if (one && one[1] === 'definitions') show('elsa-workflow-definition-editor', { 'definition-id': decodeURIComponent(one[2]) }, {});
  else if (one) show('elsa-workflow-instance-viewer', { 'instance-id': decodeURIComponent(one[2]) }, { editWorkflowDefinition: edit });
  else if (instances) show('elsa-workflow-instance-list', {}, { viewWorkflowInstance: view });
  else show('elsa-workflow-definition-list', {}, { editWorkflowDefinition: edit });
}

for (const name of ['pushState', 'replaceState']) {
  const original = history[name];
  history[name] = function (...all) { original.apply(this, all); queueMicrotask(route); };
}
addEventListener('popstate', route);

// The header's links, and the Studio's own that forget under which path it is served.
document.addEventListener('click', event => {
  const link = event.target.closest?.('a[href]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const inside = link.getAttribute('href').match(/^\/?(workflows\/(?:definitions|instances)(?:[/?].*)?)$/);
  const altered = link.getAttribute('href').match(/^\/?alterations\/instances\/([^/?]+)$/);
  if (inside) { event.preventDefault(); event.stopPropagation(); go(inside[1]); }
  else if (altered) { event.preventDefault(); event.stopPropagation(); location.assign('/ops/instances/' + altered[1]); } // repairs are a page of the product
  else if (link.getAttribute('href').startsWith('/diagnostics/')) { event.preventDefault(); event.stopPropagation(); }
}, true);

part('.df-narrow button').addEventListener('click', () => part('.df-narrow').classList.add('df-read'));
part('.df-retry').addEventListener('click', event => { event.preventDefault(); location.reload(); });
part('.df-reader').hidden = root.dataset.reader !== 'yes';

async function open() {
  if (root.dataset.files !== 'yes') { fail(true); return; }
  const slow = setTimeout(() => { part('.df-slow').hidden = false; }, 15000);
  // Dates are kept as the culture writes them; one culture for everybody keeps them readable to everybody.
  localStorage.setItem('BlazorCulture', 'en-US');
  await Promise.all([renew(), ...scripts.map(load)]);
  onRenewed(tell);
  route();
  new MutationObserver((_, observer) => {
    if (!place.querySelector('.mud-paper, .mud-table, .mud-toolbar, .elsa-toolbar-menu, table')) return;
    observer.disconnect();
    clearTimeout(slow);
    part('.df-loading').hidden = true;
    place.removeAttribute('aria-busy');
    performance.mark('studio-interactive');
    (window.requestIdleCallback ?? setTimeout)(() => needCode().catch(error => console.warn('The code editor comes later.', error)));
  }).observe(place, { childList: true, subtree: true });
}

// Opened by a waiting Studio only to sign in: that one goes on by itself.
if (opener && new URLSearchParams(location.search).has('signed-in')) close();
else open().catch(error => { console.error(error); fail(false); });
