// Before going in: how much the line carries and how long it takes, measured by reading again what this page is drawn with.
import { $ } from "./page.js";

const VIDEO = 1, SOUND = 0.15, MUCH = 10, LATE = 150;  // Mbit/s; milliseconds
const TIMES = 3, sheet = $("link[rel=stylesheet]").href;

// One reading: how long it took in milliseconds, and how many bits came.
async function read(method) {
  const begun = performance.now(), answer = await fetch(sheet, { method, cache: "no-store" });
  const body = await answer.arrayBuffer();
  return { took: performance.now() - begun, bits: 8 * (Number(answer.headers.get("content-length")) || body.byteLength) };
}

// {rate, delay}: megabits a second of some readings at once, and the shortest way there and back.
async function measured() {
  const asked = [];
  for (let time = 0; time < TIMES; time += 1) asked.push(await read("HEAD"));
  const delay = Math.min(...asked.map(({ took }) => took)), begun = performance.now();
  const came = await Promise.all(asked.map(() => read("GET")));
  const took = Math.max(1, performance.now() - begun - delay);
  return { delay, rate: came.reduce((sum, { bits }) => sum + bits, 0) / took / 1000 };
}

function inWords({ rate, delay }) {
  const speed = rate > MUCH ? `more than ${MUCH}` : rate.toPrecision(2), late = delay >= LATE;
  const enough = rate >= VIDEO ? "enough for video" : rate >= SOUND ? "enough for sound. Join with sound only" : "so little that sound may break off";
  return { rate: [`Connection: ${speed} Mbit/s, ${enough}`, rate < VIDEO],
    delay: [`Delay ${Math.round(delay)} ms${late ? ". Pause for a moment before you speak" : ""}`, late] };
}

const told = await measured().then(inWords).catch(() => ({ rate: ["Your connection could not be measured", true] }));
for (const [what, [words, warns]] of Object.entries(told)) {
  const line = $(`[data-reach=${what}]`);
  line.classList.toggle("warn", warns);
  $("span", line).textContent = words;
  line.hidden = false;
}
$("[data-ready]").hidden = false;
