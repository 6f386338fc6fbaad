/** Brought into a process by `--import`: its calendar clock can be set off from the machine's by `{shift: ms}`. */
const Real = Date;
let shift = 0;

class Shifted extends Real {
  constructor(...args: unknown[]) {
    if (args.length === 0) super(Real.now() + shift);
    else super(...(args as [number]));
  }

  static override now(): number {
    return Real.now() + shift;
  }
}
globalThis.Date = Shifted as DateConstructor;

process.on('message', (message: { shift?: number }) => {
  if (message.shift !== undefined) shift = message.shift;
});
