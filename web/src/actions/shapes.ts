// Short names for what api/openapi.json says of meeting kits and of the team board.
import type { components, paths } from '../api/described';

type Schemas = components['schemas'];
export type Kit = Schemas['Kit'];
export type KitSheet = Schemas['KitSheet'];
export type KitBlock = Schemas['KitBlock'];
export type KitLine = paths['/api/v1/kits']['get']['responses'][200]['content']['application/json']['items'][number];
export type Agreement = Schemas['Agreement'];
export type TeamBoard = Schemas['TeamBoard'];
export type TeamBarrier = Schemas['TeamBarrier'];
