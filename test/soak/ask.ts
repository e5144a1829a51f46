import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Asked {
  status: number;
  body: string;
  /** Why the answer is none that a reader can use; null where it is whole, or a clean refusal. */
  fault: string | null;
  milliseconds: number;
}

export interface How {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  /** Hangs up after so many milliseconds. */
  hangsUp?: number;
  /** Reads no more than so many bytes a second. */
  pace?: number;
}

const deadline = 60_000;

/**
 * Asks on a connection of its own, and judges the answer: whole and 200, or a 503
 * that says when to come again. Whoever hangs up himself gets no fault.
 */
export function ask(url: string, { method = 'GET', headers = {}, body, hangsUp, pace }: How = {}): Promise<Asked> {
  const started = performance.now();
  return new Promise((resolve) => {
    let said = '';
    let left = false;
    const end = (status: number, fault: string | null) => {
      clearTimeout(timer);
      resolve({ status, body: said, fault: left ? null : fault, milliseconds: performance.now() - started });
    };
    const asking = request(url, { method, headers, agent: false }, (answer) => {
      const { statusCode = 0, headers: told } = answer;
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => {
        said += chunk;
        if (pace === undefined) return;
        answer.pause();
        void sleep((chunk.length / pace) * 1000).then(() => answer.resume());
      });
      answer.on('error', () => end(statusCode, `${statusCode}, then broken off after ${said.length} characters`));
      answer.on('end', () => {
        const isHtml = told['content-type']?.startsWith('text/html') ?? false;
        if (statusCode === 503 && told['retry-after']) end(statusCode, null);
        else if (statusCode >= 300) end(statusCode, `${statusCode} ${titleOf(said)}`);
        else if (!answer.complete || (isHtml && !said.trimEnd().endsWith('</html>'))) end(statusCode, 'cut short');
        else end(statusCode, null);
      });
    });
    const leave = () => {
      left = hangsUp !== undefined;
      asking.destroy(new Error(`no answer within ${deadline / 1000} s`));
    };
    const timer = setTimeout(leave, hangsUp ?? (pace === undefined ? deadline : 4 * deadline));
    asking.on('error', (error) => end(0, error.message));
    asking.end(body);
  });
}

/** What a page or an answer that is an error says of itself. */
const titleOf = (said: string): string =>
  (/<title>([^<]*)/.exec(said)?.[1] ?? said.slice(0, 120)).replaceAll('\n', ' ');
