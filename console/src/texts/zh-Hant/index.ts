import admin from './admin.json';
import attacks from './attacks.json';
import charts from './charts.json';
import evidence from './evidence.json';
import gap from './gap.json';
import indicators from './indicators.json';
import overview from './overview.json';
import parts from './parts.json';
import shell from './shell.json';
import standing from './standing.json';
import surges from './surges.json';
import whoSeesWhat from './who-sees-what.json';

export default {
  admin,
  attacks,
  charts,
  evidence,
  gap,
  indicators,
  overview,
  parts,
  shell,
  standing,
  surges,
  'who-sees-what': whoSeesWhat,
};
