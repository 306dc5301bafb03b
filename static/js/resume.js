// Posts that were written without a connection go out from whichever page is opened next, though it is not their question's.
import { Outbox } from "./outbox.js";
import { page } from "./page.js";
import { toast } from "./shell.js";
import { Store } from "./store.js";

if (page.person !== "nobody" && !page.question) {
  const outbox = new Outbox(new Store(page.person));
  outbox.addEventListener("sent", (e) => toast(`Your post to question ${e.detail.item.question} was sent`));
  outbox.addEventListener("refused", (e) => toast(`A post to question ${e.detail.item.question} was not accepted. Its text is kept there`));
  outbox.flush();
}
