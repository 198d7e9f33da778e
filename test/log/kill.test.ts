// A process killed while it writes at full speed: a few times here, a hundred in CI, a thousand by `npm run kill`.
import { runs } from '../support/sizes.ts';
import { spec } from '../support/spec.ts';
import { temporaryPlaces } from './temporary.ts';
import { killOnce } from './writers.ts';

const newPlace = temporaryPlaces();

spec('log/kill [integration]', (test) => {
  test('a writer killed again and again loses nothing acknowledged, leaves nothing half, and no repair is needed', async () => {
    const place = newPlace();
    let standing = 0;
    for (let kill = 0; kill < runs(5, 100); kill++) standing = await killOnce(place, standing, (kill * 7) % 40);
  });
});
