// Something is fetched for a place on the page: nothing shows at first, then the shape of what comes, then a sentence.
import { $, fromTemplate } from "./page.js";

const SHAPE = 300, SENTENCE = 5_000;

export async function loading(place, promise) {
  const shape = fromTemplate("loading");
  if (!shape) return promise;
  const timers = [
    setTimeout(() => place.after(shape), SHAPE),
    setTimeout(() => { $("[data-still]", shape).hidden = false; }, SENTENCE),
  ];
  try {
    return await promise;
  } finally {
    timers.forEach(clearTimeout);
    shape.remove();
  }
}
