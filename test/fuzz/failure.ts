export interface Failure {
  run: number;
  name: string;
  bytes: Buffer;
  wrong: string[];
}
