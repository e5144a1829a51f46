import type { Progress } from '#pipeline';

/** Seconds of the processor that this process took for each step of a load, in the order of the steps. */
export function stageClock() {
  const seconds: Record<string, number> = {};
  let step: string | null = null;
  let from = process.cpuUsage();
  const end = () => {
    const { user, system } = process.cpuUsage(from);
    from = process.cpuUsage();
    if (step !== null) seconds[step] = (seconds[step] ?? 0) + (user + system) / 1e6;
  };
  return {
    onProgress: ({ step: next, detail }: Progress) => {
      end();
      step = next === '计算' ? (detail ?? next) : next;
    },
    stop: (): Readonly<Record<string, number>> => {
      end();
      return seconds;
    },
  };
}
