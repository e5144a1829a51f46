/** What a wall says that no other page does. */
export const words = {
  wall: '大屏',
  wallNote: '全屏轮播每一页的图，有新版本自己换上',
  place: (at: number, of: number) => `${at} / ${of}`,
  next: '下一张',
  stay: '停在这一张',
  goOn: '接着轮播',
  leave: '退出大屏',
  lost: (since: string) => `连不上服务器，画面停在 ${since}；正在自己重试。`,
};
