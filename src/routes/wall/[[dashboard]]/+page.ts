import { styled } from '../../[[dashboard]]/styled.ts';

export async function load({ data }) {
  await styled([data.picture.drawn, data.figures?.drawn]);
  return data;
}
