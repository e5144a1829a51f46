import { can, readerNow, type Reader } from '#access';
import type { Outcome } from '#pipeline';
import { Refusal, type Judging } from '#spec';
import { readCurrent } from '#warehouse';
import type { Api, EnteringDoor } from '../../http/context.ts';
import { personOf } from '../decisions/said.ts';
import { headlineOf, outcomeAnswer } from '../uploads/answers.ts';
import type { Step } from '../uploads/worker.ts';

/** Loads what is published once more by the content as it is now, one after the other. */
export interface Judge {
  answer(reader: Reader): Promise<Judging>;
  begin(reader: Reader, accept: boolean): void;
  close(): void;
}

export function createJudge(api: Api, door: EnteringDoor): Judge {
  const off = new AbortController();
  let state: Judging['state'] = 'idle';
  let step: Step | null = null;
  let outcome: Outcome | null = null;
  const mayLoad = (reader: Reader) => can(reader, 'publish') && can(reader, 'shared');

  async function run(reader: Reader, accept: boolean): Promise<void> {
    const by = personOf(reader);
    try {
      const asked = JSON.stringify({ accept, by: by === null ? null : { name: by, isVerified: true } });
      const onProgress = (told: Step) => void (step = told);
      const { account } = reader;
      const mayPublish = async () =>
        account === null || api.office === null || mayLoad(readerNow(api.office.desk, account)) ? [] : [shutMeanwhile];
      outcome = (await door.worker('judge', asked, { signal: off.signal, onProgress, mayPublish })) as Outcome;
      state = 'done';
      await api.warehouse.refresh();
    } catch (error) {
      state = 'failed';
      if (!off.signal.aborted) api.log(`judging by content that was filled in: ${(error as Error).message}`);
    }
    step = null;
  }

  return {
    async answer(reader) {
      const current = await readCurrent(api.warehouse.folder);
      const digest = current === null ? null : await door.digest().catch(() => null);
      return {
        version: current?.receipt.version ?? null,
        isCurrent: current === null || digest === null ? null : current.receipt.digest === digest,
        state,
        step: step === null ? null : [step.step, step.detail].filter(Boolean).join(' '),
        outcome: outcome === null ? null : outcomeAnswer(outcome, headlineOf(await api.dashboards())),
        mayLoad: mayLoad(reader),
      };
    },
    begin(reader, accept) {
      if (!mayLoad(reader)) throw new Refusal(403, 'not_allowed', '您的账号不能导入全省的数据，请能导入的人来做。');
      if (state === 'running') return;
      state = 'running';
      outcome = null;
      api.record({ stream: 'content', by: personOf(reader), event: 'content_judging', details: { accept } });
      void run(reader, accept);
    },
    close: () => off.abort(),
  };
}

const shutMeanwhile = '要求重新导入的账号在发布以前停用了，或者换了角色、范围，没有导入。';
