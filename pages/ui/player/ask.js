// Ask: the question of the page for a whole class, in large letters, with a card for each answer on which hands are counted.
// Hands stay in this browser. When the run has been seen, the answer stands there, beside the hands.

const LETTERS = "ABCDEFGHIJ", MOST_HANDS = 999, FEW = 4;
const raised = new Map();        // of a question: the hands for each answer

class Ask {
  constructor(home, voice) { Object.assign(this, {home, voice}); }

  /** asked: {about, question, options, right}, or nothing. The same question keeps its hands, until a Reset. */
  receive(asked, ending, resets) {
    const name = JSON.stringify([resets, asked, ending]);
    if (name === this.name) return;
    Object.assign(this, {name, asked, ending});
    this.hands = raised.get(name) ?? asked?.options.map(() => 0);
    this.home.hidden = !asked;
    this.home.classList.remove("lrl-answered");
    this.home.replaceChildren(...asked ? this.drawn() : []);
  }

  /** What the story tells: the ending stands with the question. */
  without(data) { return this.asked ? {...data, ending: ""} : data; }

  drawn() {
    const {question, options} = this.asked;
    this.told = element("p", {class: "lrl-ending", hidden: ""});
    this.fields = options.map((option, i) => this.field(`Hands for ${LETTERS[i]}: ${option}`, i));
    this.home.classList.toggle("lrl-many", options.length > FEW);
    const cards = element("div", {class: "lrl-cards", role: "list", style: `--lrl-cards: ${options.length}`}, ...options.map((option, i) => this.card(option, i)));
    return [element("p", {class: "lrl-question"}, question), cards, this.told];
  }

  card(option, i) {
    const count = element("span", {class: "lrl-count"},
      signButton("−", `One hand less for ${LETTERS[i]}`, () => this.count(i, this.hands[i] - 1)), this.fields[i],
      signButton("+", `One hand more for ${LETTERS[i]}`, () => this.count(i, this.hands[i] + 1)));
    return element("div", {class: "lrl-card", role: "listitem"}, element("p", {}, element("b", {}, LETTERS[i]), " ", element("span", {}, option)), count);
  }

  field(label, i) {
    const field = element("input", {type: "number", class: "lrl-hands", min: 0, max: MOST_HANDS, "aria-label": label, inputmode: "numeric"});
    field.value = this.hands[i];
    field.addEventListener("focus", () => field.select());
    field.addEventListener("change", () => this.count(i, field.valueAsNumber));
    field.addEventListener("keydown", ({key}) => { if (key === "Enter") field.blur(); });      // Space plays again
    return field;
  }

  count(i, hands) {
    this.hands[i] = Math.min(MOST_HANDS, Math.max(0, Math.round(hands) || 0));
    this.fields[i].value = this.hands[i];
    raised.delete(this.name);
    raised.set(this.name, this.hands);
    if (raised.size > REMEMBERED) raised.delete(raised.keys().next().value);
    this.voice.say(`${LETTERS[i]}: ${this.hands[i]}`);
    this.tell();
  }

  /** Before the run has been seen nothing tells which answer is right. */
  answer(seen) {
    if (!this.asked || seen === this.home.classList.contains("lrl-answered")) return;
    this.home.classList.toggle("lrl-answered", seen);
    [...this.home.querySelectorAll(".lrl-card")].forEach((card, i) => card.classList.toggle("lrl-right", seen && i === this.asked.right));
    this.told.hidden = !seen;
    this.tell();
  }

  tell() {
    const counted = this.hands.some(Boolean), hands = this.hands.map((n, i) => `${LETTERS[i]} ${n}`).join(", ");
    if (!this.told.hidden) this.told.replaceChildren(...prose(`${counted ? `The class: ${hands} hands. ` : ""}${this.ending}`, {}));
  }
}
