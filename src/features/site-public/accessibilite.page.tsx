import { Callout } from "#ui/callout.tsx";
import { Layout } from "#ui/layout.tsx";
import type { PageFrame } from "#ui/page-frame.ts";

/** An audit decides what may be claimed; there has been none, so the law's word is « non conforme ». */
export const AccessibilitePage = ({ frame }: { readonly frame: PageFrame }) => (
  <Layout frame={frame} title="Accessibilité">
    <h1>Accessibilité</h1>
    <Callout title="État&nbsp;: non conforme">
      <p>
        Aucun audit selon le référentiel général d’amélioration de l’accessibilité (RGAA&nbsp;4.1) n’a encore été fait.
        Tant qu’il ne l’est pas, nous ne déclarons aucun taux.
      </p>
    </Callout>
    <h2>Ce que nous visons</h2>
    <p>
      Toutes les pages doivent pouvoir être lues et utilisées par tous&nbsp;: avec un lecteur d’écran, au clavier, en
      très grand, sur un petit écran, sans JavaScript, et sur papier.
    </p>
    <h2>Ce qui est vérifié par des programmes</h2>
    <ul>
      <li>Les contrastes des textes et des champs, en clair et en sombre.</li>
      <li>Le nom de chaque champ, et le lien entre un champ, son aide et son erreur.</li>
      <li>L’ordre des titres et un titre unique par page.</li>
      <li>L’absence de tout script et de toute animation.</li>
    </ul>
    <p>Un programme ne voit qu’une partie des difficultés.</p>
    <h2>Ce qui n’est pas encore fait</h2>
    <ul>
      <li>Un audit par une personne formée au RGAA.</li>
      <li>Des essais avec des personnes handicapées et des personnes éloignées du numérique.</li>
      <li>La vérification avec les lecteurs d’écran NVDA, VoiceOver et TalkBack.</li>
    </ul>
    <h2>Signaler une difficulté</h2>
    <p>
      Une page vous bloque&nbsp;? Écrivez à [adresse électronique à compléter par l’organisme qui exploite le service].
      Dites la page et ce que vous vouliez faire.
    </p>
    <p>
      Si vous n’avez pas de réponse satisfaisante, vous pouvez saisir le Défenseur des droits&nbsp;: Défenseur des
      droits, Libre réponse 71120, 75342&nbsp;Paris Cedex&nbsp;07 (gratuit, ne pas mettre de timbre), ou
      09&nbsp;69&nbsp;39&nbsp;00&nbsp;00.
    </p>
  </Layout>
);
