import { Type, type Static } from 'typebox';
import { closed, count, nullable, text } from './shape.ts';

const counted = closed({
  all: count,
  ready: Type.Integer({ minimum: 0, description: 'Of whom so many have a password of their own by now.' }),
});

const atHand = closed({
  notice: Type.String(),
  title: Type.String(),
  isSample: Type.Boolean(),
  open: Type.Integer({ minimum: 0, description: 'How much it leaves unsaid, as its folder lies there now.' }),
});
export type NoticeTold = Static<typeof atHand>;

const step = closed({
  step: Type.Enum(['administrator', 'loaders', 'notice', 'divided', 'files']),
  state: Type.Enum(['done', 'open', 'unknown'], { description: 'By what there is now; nothing of it is kept.' }),
  isYours: Type.Boolean({ description: 'Whether who asks may do it.' }),
});

/** How far an installation has come from an empty one: what is done, and what comes next. */
export const Begin = closed({
  mode: Type.Enum(['seat', 'office']),
  program: nullable(Type.String(), 'How its commands are called here, as ./baijing; null: npm run.'),
  warehouse: nullable(
    Type.String(),
    'What a command has to name, for who may do it on the machine; null: the one that it means without.'
  ),
  steps: Type.Array(step),
  next: nullable(step.properties.step, 'The first that is not known to be done; null: all are.'),
  data: closed({
    version: text,
    isSample: Type.Boolean(),
    files: nullable(count, 'Of the version; null: there is none.'),
    fault: nullable(Type.String(), 'Why nobody can say whether there are data.'),
  }),
  notices: nullable(
    closed({ inForce: nullable(atHand), coming: nullable(atHand) }),
    'null: the folders of the notices cannot be read.'
  ),
  accounts: nullable(
    closed({
      administrators: counted,
      loaders: counted,
      divided: Type.Array(
        closed({ dimension: Type.String(), title: Type.String(), all: count, without: Type.Array(Type.String()) })
      ),
    }),
    'null: on one seat, or who asks does not tend accounts.'
  ),
});
export type Begin = Static<typeof Begin>;
export type BeginStep = Begin['steps'][number];
