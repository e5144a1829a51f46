import { styled } from '../[[dashboard]]/styled.ts';

export async function load({ data }) {
  await styled([data.tiles]);
  return data;
}
