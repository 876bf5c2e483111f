// Steps of one epoch. Of a long run not every epoch is sent: one that is stepped to and is not there is asked for.

const NO_STEP = "The server did not answer, so this step is longer than one epoch. Press the arrow again to try once more.";

class Steps {
  constructor(player) {
    this.player = player;
    this.wanted = null;        // an epoch asked for that has not come
  }

  /** One epoch on (1) or back (-1). What is pressed until an answer comes adds up. */
  go(by) {
    const {player, player: {epochs}} = this, waits = this.wanted !== null;
    player.epoch = epochs[columnOf(epochs, player.epoch)];      // the one shown
    const epoch = wholeNeighbour(epochs, this.wanted ?? player.epoch, by, player.stride);
    if (isRecorded(epochs, epoch)) return player.goTo(epoch);
    if (saved) return player.goTo(neighbour(epochs, player.epoch, by));      // nobody to ask
    this.wanted = epoch;
    this.since = performance.now();
    if (!waits) this.ask();
  }

  ask() { this.player.tell("near", {run: this.player.data.run, epoch: this.wanted}); }

  /** The epoch wanted, if it is there now; if it is still not, it is asked for again. */
  answered() {
    const {wanted} = this;
    if (wanted === null) return null;
    if (!isRecorded(this.player.epochs, wanted)) { this.ask(); return null; }
    this.wanted = null;
    return wanted;
  }

  /** No answer in time: the next epoch that was sent must do. */
  wait(now) {
    if (this.wanted === null || now - this.since < ANSWER_MS) return;
    const {player} = this;
    player.goTo(neighbour(player.epochs, player.epoch, Math.sign(this.wanted - player.epoch)));
    player.warn(NO_STEP);
  }
}
