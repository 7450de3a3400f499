/** Flat landscapes and rooms, enough for a picture to have something in it: 600 by 440. */
export const scenes = {
  hills: `
    <rect width="600" height="440" fill="#8fc3e8"/><circle cx="470" cy="90" r="46" fill="#f7d36b"/>
    <path d="M0 300 Q150 180 300 290 T600 250 V440 H0z" fill="#5f9c57"/>
    <path d="M0 360 Q200 260 380 350 T600 330 V440 H0z" fill="#3f7a45"/>
    <rect x="120" y="270" width="12" height="60" fill="#6b4a2f"/>
    <circle cx="126" cy="255" r="34" fill="#2f6a3a"/>`,
  sea: `
    <rect width="600" height="440" fill="#f2a65a"/><rect y="190" width="600" height="90" fill="#f6c37c"/>
    <circle cx="300" cy="215" r="60" fill="#fff0c2"/><rect y="230" width="600" height="210" fill="#2c5d8a"/>
    <path d="M0 290 q50 -16 100 0 t100 0 t100 0 t100 0 t100 0 t100 0" stroke="#7fb0d6" stroke-width="5" fill="none"/>
    <path d="M380 260 l60 0 l-12 22 l-38 0z M408 258 v-70 l36 62z" fill="#40312b"/>`,
  city: `
    <rect width="600" height="440" fill="#3b4a6b"/><g fill="#1f2940">
      <rect x="20" y="160" width="90" height="280"/><rect x="130" y="90" width="80" height="350"/>
      <rect x="230" y="200" width="110" height="240"/><rect x="360" y="120" width="90" height="320"/>
      <rect x="470" y="180" width="110" height="260"/>
    </g>
    <g fill="#f4d98b">
      <rect x="40" y="190" width="14" height="18"/><rect x="150" y="130" width="14" height="18"/>
      <rect x="180" y="180" width="14" height="18"/><rect x="260" y="240" width="14" height="18"/>
      <rect x="385" y="160" width="14" height="18"/><rect x="420" y="220" width="14" height="18"/>
      <rect x="500" y="230" width="14" height="18"/>
    </g>`,
  room: `
    <rect width="600" height="440" fill="#d9c7a8"/><rect y="330" width="600" height="110" fill="#8d6b4b"/>
    <rect x="60" y="70" width="170" height="140" fill="#a9d0e8" stroke="#6f5a40" stroke-width="10"/>
    <path d="M145 70v140M60 140h170" stroke="#6f5a40" stroke-width="6"/>
    <rect x="300" y="230" width="230" height="110" rx="20" fill="#7a3f46"/>
    <rect x="280" y="260" width="40" height="90" rx="14" fill="#63323a"/>
    <rect x="512" y="260" width="40" height="90" rx="14" fill="#63323a"/>`,
  road: `
    <rect width="600" height="440" fill="#a7d3ea"/>
    <path d="M0 250 L180 150 L300 240 L430 130 L600 250z" fill="#7c8794"/>
    <rect y="250" width="600" height="190" fill="#86a860"/>
    <path d="M270 250 h60 L470 440 H130z" fill="#4a4c52"/>
    <path d="M298 270h6l6 40h-16z M292 330h18l8 60h-32z" fill="#f0e6c0"/>
    <rect x="200" y="330" width="90" height="44" rx="14" fill="#c33f36"/>`,
  cat: `
    <rect width="600" height="440" fill="#c7b6dd"/><rect y="340" width="600" height="100" fill="#7d6a96"/>
    <ellipse cx="300" cy="330" rx="110" ry="90" fill="#e0913f"/>
    <circle cx="300" cy="220" r="74" fill="#e8a253"/>
    <path d="M236 190 l6 -70 l50 40z M364 190 l-6 -70 l-50 40z" fill="#e8a253"/>
    <circle cx="274" cy="212" r="11" fill="#222"/><circle cx="326" cy="212" r="11" fill="#222"/>
    <path d="M292 240 h16 l-8 10z" fill="#a1433c"/>`,
}
