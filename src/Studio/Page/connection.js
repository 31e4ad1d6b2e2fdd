// The Studio breaks when a call of it meets no server, and what somebody has just drawn would be lost. So what may be asked twice
// waits for a server that is away for a moment: a restart, a cable, too much work, a proxy that has nobody behind it.
// What may be asked twice is only looked at when it has failed once.
const send = window.fetch.bind(window);
const notice = document.querySelector('.df-away');
const lookAgain = 2000; // ms between two tries
const later = [429, 502, 503, 504];
let waiting = 0;

export async function steady(input, init, mayRepeat) {
  let waits = false;
  try {
    for (;;) {
      try {
        const answer = await whole(await send(input, init));
        if (!later.includes(answer.status) || !mayRepeat()) return answer;
      } catch (error) {
        if (init?.signal?.aborted || !mayRepeat()) throw error;
      }
      if (!waits) count(+1);
      waits = true;
      await new Promise(done => setTimeout(done, lookAgain));
    }
  } finally {
    if (waits) count(-1);
  }
}

// A list that is sorted anew withdraws what it has just asked for. While the Studio waits for the answer to begin, it takes that well; while it
// reads the answer, it breaks. So it gets an answer when all of it is there.
async function whole(answer) {
  if (!answer.body) return answer;
  return new Response(await answer.arrayBuffer(), { status: answer.status, statusText: answer.statusText, headers: answer.headers });
}

function count(change) {
  waiting += change;
  notice.hidden = waiting === 0;
}
