import type { Batch } from './batches.ts';
import type { Opened } from './books.ts';
import type { OnPlanted } from './dirty/planted.ts';
import { TYPED, tell } from './faults.ts';
import type { City } from './geography.ts';
import { handOf, handOfCity } from './hands.ts';
import type { Project } from './project.ts';
import { openSheet, type Sheet } from './sheet.ts';
import { applicationColumns, type Headers } from './tables/applications.ts';

/** Cities whose clerks use other words for the columns. */
const HEADERS: Readonly<Record<string, Headers>> = {
  370300: { 申报单位: '申报单位名称', 推荐市: '所在市', 联系电话: '联系方式' },
  370700: { 项目总投资: '总投资', 实施期内计划投资: '其中：实施期内', 企业性质: '单位性质' },
  371000: { 响应内容起始日期: '实施期起', 实施期止: '实施期止日期', '县（市、区）': '县市区' },
};

/** What one city hands in for a batch. */
export interface CityApplications {
  add(project: Project): void;
  /** Ends the city's file; what was handed in wrong is handed in again. */
  close(): void;
}

export interface Applications {
  ofCity(city: City): CityApplications;
  close(): void;
}

/** The 项目基本信息表: in 2025 each city's clerk sends one; those of 2024 are kept by the division, one for a batch. */
export function openApplications(
  folder: string,
  batch: Batch,
  { onFile, onPlanted }: { onFile: Opened; onPlanted: OnPlanted }
): Applications {
  const columns = applicationColumns();
  if (!batch.hasAnnexTasks) {
    const path = `${batch.title}/项目基本信息表_${batch.id}_示例数据`;
    const sheet = openSheet(
      folder,
      { path, title: `${batch.title}揭榜挂帅项目基本信息表`, columns, hand: handOf('applications', batch.id) },
      onFile
    );
    return {
      ofCity: () => ({ add: (project) => void sheet.row(project), close: () => undefined }),
      close: sheet.close,
    };
  }

  const send = ({ code, name }: City, nth: number): Sheet<Project> => {
    const path = `${batch.title}/项目基本信息表_${name}_第${nth}次报送_示例数据`;
    const title = `${name}${batch.title}揭榜挂帅项目基本信息表${nth > 1 ? '（更正）' : ''}`;
    return openSheet(
      folder,
      { path, title, columns: applicationColumns(HEADERS[code]), hand: handOfCity(code) },
      onFile
    );
  };
  return {
    ofCity(city) {
      const first = send(city, 1);
      const corrected: Project[] = [];
      return {
        add(project) {
          const place = first.row({ ...project, ...project.firstSent });
          for (const [header, value] of Object.entries(project.typed))
            if (TYPED[header]) tell(onPlanted, { ...TYPED[header], value }, place);
          if (project.firstSent) corrected.push(project);
        },
        close() {
          first.close();
          const second = send(city, 2);
          corrected.forEach(second.row);
          second.close();
        },
      };
    },
    close: () => undefined,
  };
}
