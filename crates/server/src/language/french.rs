//! The shell in French.

use super::{DoorWords, PlaceWords, SeatWords, Words};

pub(super) static WORDS: Words = Words {
    tag: "fr",
    name: "Français",
    direction: "ltr",
    skip: "Aller au texte",
    places: "Rubriques",
    seen_by: "visible pour\u{a0}: {}",
    sign_out: "Se déconnecter",
    place: PlaceWords {
        next: "Prochaine rencontre",
        table: "Table",
        rooms: "Salles",
        own_room: "Salle",
        carry: "À transmettre",
        packages: "Ensembles",
        guarantees: "Garanties",
        draft: "Projet de texte",
        order: "Enchaînement",
        funding: "Financement",
        rounds: "Cycles de pourparlers",
        signals: "Signaux",
        programme: "Programme",
        readout: "Communiqué",
        record: "Registre",
        people: "Participants",
        own_sessions: "Connexions",
    },
    seat: SeatWords {
        mediator: "Équipe de médiation",
        delegation: "Délégation\u{a0}: {}",
        partner: "Partenaire\u{a0}: {}",
        observer: "Observateur\u{a0}: {}",
        public: "Public",
        only_team: "équipe de médiation seule",
        room: "{} et équipe de médiation",
        plenary: "toute personne qui siège aux pourparlers",
        everybody: "tout le monde",
    },
    door: DoorWords {
        start: "Onetext",
        seats_here: "Vos places dans ce navigateur",
        no_seat: "Aucune place n’est ouverte dans ce navigateur. Connectez-vous, ou ouvrez le lien \
                  de votre invitation.",
        sign_in: "Se connecter",
        sign_in_lead: "Votre place s’ouvre avec votre nom et votre phrase secrète.",
        name: "Nom",
        name_hint: "Tel qu’il figure dans l’invitation.",
        passphrase: "Phrase secrète",
        passphrase_again: "La même phrase secrète, encore une fois",
        passphrase_hint: "Au moins 12 caractères. Quelques mots inhabituels se retiennent \
                          facilement et se devinent difficilement. Personne ne peut la retrouver \
                          pour vous\u{a0}: c’est la clé de la salle.",
        take_seat: "Prendre cette place",
        take_seat_lead: "Choisissez une phrase secrète. Désormais, cette place s’ouvre avec votre \
                         nom et cette phrase.",
        once: "Ce lien ne sert qu’une fois.",
        case: "Dossier",
        case_hint: "Son nom abrégé, tel que l’équipe de médiation vous l’a donné.",
        choose: "Choisir",
        open_seat: "Ouvrir cette place",
        language: "Langue",
    },
};
