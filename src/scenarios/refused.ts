/** A rule that cannot be worked out as it stands: why, and of what (cities, ids, amounts). Nothing is bent to fit. */
export class RefusedScenario extends Error {
  readonly reason: string;
  readonly named: readonly string[];

  constructor(reason: string, named: readonly string[] = []) {
    super(named.length > 0 ? `${reason}: ${named.join(', ')}` : reason);
    this.reason = reason;
    this.named = named;
  }
}
