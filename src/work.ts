import { loadUpload, previewUpload, readUpload, stages, type Progress } from '#pipeline';
import { content, program } from './content.ts';

/** What is done for the server in a process of its own, so that neither its time nor its memory is the server's. */
export type Task = 'preview' | 'dry-run' | 'load';

/** What such a process says while it works, and at the end. */
export type Message = { progress: Progress & { share: number } } | { result: unknown } | { failed: string };

/** How many steps there are besides a stage and a file each. */
const others = 8;

async function work(task: Task, warehouse: string, id: string): Promise<unknown> {
  const upload = await readUpload(warehouse, id);
  if (upload === null) throw new Error(`there is no upload ${id}`);
  let steps = 0;
  const onProgress = (progress: Progress) => {
    steps += 1;
    tell({ progress: { ...progress, share: Math.min(0.99, steps / (others + stages.length + upload.files.length)) } });
  };
  if (task === 'preview') return previewUpload(upload, { ...content, warehouse, onProgress });
  return loadUpload({ ...content, id, warehouse, program: await program(), dryRun: task === 'dry-run', perCheck: 20, onProgress });
}

function tell(message: Message): void {
  if (process.connected) process.send?.(message);
}

// A server that is gone, however it went, wants nothing any more; what it asked for it asks for again.
process.once('disconnect', () => process.exit(1));

const [task, warehouse, id] = process.argv.slice(2) as [Task, string, string];
const last: Message = await work(task, warehouse, id).then(
  (result) => ({ result }),
  (error: unknown) => ({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) })
);
process.send?.(last, () => process.exit(0));
