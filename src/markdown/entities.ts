// Named character references, without `decode-named-character-reference`: its browser version assigns to innerHTML,
// which Trusted Types forbid, and its other version is a table of 12 kB gzip. This is HTML 4's set, which people know,
// with the names of ASCII punctuation; an unknown name stays as it was typed, so nothing is lost.
const TABLE =
  `quot"amp&lt<gt>apos'nbsp\xa0iexcl¡cent¢pound£curren¤yen¥brvbar¦sect§uml¨copy©ordfªlaquo«not¬shy\xadreg®macr¯` +
  `deg°plusmn±sup2²sup3³acute´microµpara¶middot·cedil¸sup1¹ordmºraquo»frac14¼frac12½frac34¾iquest¿AgraveÀ` +
  `AacuteÁAcircÂAtildeÃAumlÄAringÅAEligÆCcedilÇEgraveÈEacuteÉEcircÊEumlËIgraveÌIacuteÍIcircÎIumlÏETHÐNtildeÑ` +
  `OgraveÒOacuteÓOcircÔOtildeÕOumlÖtimes×OslashØUgraveÙUacuteÚUcircÛUumlÜYacuteÝTHORNÞszligßagraveàaacuteá` +
  `acircâatildeãaumläaringåaeligæccedilçegraveèeacuteéecircêeumlëigraveìiacuteíicircîiumlïethðntildeñograveò` +
  `oacuteóocircôotildeõoumlödivide÷oslashøugraveùuacuteúucircûuumlüyacuteýthornþyumlÿOEligŒoeligœScaronŠscaronš` +
  `YumlŸfnofƒcircˆtilde˜AlphaΑBetaΒGammaΓDeltaΔEpsilonΕZetaΖEtaΗThetaΘIotaΙKappaΚLambdaΛMuΜNuΝXiΞOmicronΟPiΠ` +
  `RhoΡSigmaΣTauΤUpsilonΥPhiΦChiΧPsiΨOmegaΩalphaαbetaβgammaγdeltaδepsilonεzetaζetaηthetaθiotaιkappaκlambdaλmuμ` +
  `nuνxiξomicronοpiπrhoρsigmafςsigmaσtauτupsilonυphiφchiχpsiψomegaωthetasymϑupsihϒpivϖensp\u2002emsp\u2003` +
  `thinsp\u2009zwnj\u200czwj\u200dlrm\u200erlm\u200fndash–mdash—lsquo‘rsquo’sbquo‚ldquo“rdquo”bdquo„dagger†` +
  `Dagger‡bull•hellip…permil‰prime′Prime″lsaquo‹rsaquo›oline‾frasl⁄euro€imageℑweierp℘realℜtrade™alefsymℵlarr←` +
  `uarr↑rarr→darr↓harr↔crarr↵lArr⇐uArr⇑rArr⇒dArr⇓hArr⇔forall∀part∂exist∃empty∅nabla∇isin∈notin∉ni∋prod∏sum∑` +
  `minus−lowast∗radic√prop∝infin∞ang∠and∧or∨cap∩cup∪int∫there4∴sim∼cong≅asymp≈ne≠equiv≡le≤ge≥sub⊂sup⊃nsub⊄sube⊆` +
  `supe⊇oplus⊕otimes⊗perp⊥sdot⋅lceil⌈rceil⌉lfloor⌊rfloor⌋lang⟨rang⟩loz◊spades♠clubs♣hearts♥diams♦Tab\x09` +
  `NewLine\x0aexcl!num#dollar$percnt%lpar(rpar)ast*plus+comma,period.sol/colon:semi;equals=quest?commat@` +
  `lbrack[lsqb[bsol\\rbrack]rsqb]Hat^lowbar_grave\`lbrace{lcub{verbar|vert|rbrace}rcub}check✓cross✗star☆starf★` +
  `phone☎male♂female♀numsp\u2007`;

const CHARACTERS: ReadonlyMap<string, string> = new Map(
  Array.from(TABLE.matchAll(/([A-Za-z0-9]+)([^A-Za-z0-9])/gu), ([, name = '', character = '']) => [name, character]),
);

/** The character for an entity's name (`copy` → ©; case matters), or undefined when the name is not known. */
export function entityCharacter(name: string): string | undefined {
  return CHARACTERS.get(name);
}
