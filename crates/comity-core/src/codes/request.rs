//! Codes of a request: what is asked, for which offence, how urgently, on which basis
//! (domain.md 3.1, 3.4, 3.5, 3.7, 3.8).

use super::codes;

codes! {
    /// Categories of offences (domain.md 3.4, after the Hanoi and Budapest conventions).
    Offence in "offence" {
        IllegalAccess = "illegal_access",
        IllegalInterception = "illegal_interception",
        DataInterference = "data_interference",
        SystemInterference = "system_interference",
        MisuseOfDevices = "misuse_of_devices",
        IctForgery = "ict_forgery",
        IctFraud = "ict_fraud",
        Csam = "csam",
        Grooming = "grooming",
        Ncii = "ncii",
        Laundering = "laundering",
        Copyright = "copyright",
        TradeSecret = "trade_secret",
        TerrorUse = "terror_use",
        DarkDrugs = "dark_drugs",
        OnlineFirearms = "online_firearms",
        PersonalDataTrade = "personal_data_trade",
        Facilitation = "facilitation",
        ProviderDuty = "provider_duty",
    }
}

codes! {
    /// Types of assistance (domain.md 3.5).
    Assistance in "assistance" {
        Preserve = "preserve",
        PreserveDisclosePath = "preserve_disclose_path",
        Subscriber = "subscriber",
        Registration = "registration",
        TrafficStored = "traffic_stored",
        ContentStored = "content_stored",
        TrafficLive = "traffic_live",
        ContentLive = "content_live",
        EmergencyDisclosure = "emergency_disclosure",
        Takedown = "takedown",
        VictimNotify = "victim_notify",
        MalwareAnalysis = "malware_analysis",
        Indicators = "indicators",
        Attribution = "attribution",
        IdentifyLocate = "identify_locate",
        Statement = "statement",
        SearchSeize = "search_seize",
        FreezeForfeit = "freeze_forfeit",
        ServeDocuments = "serve_documents",
        JointInvestigation = "joint_investigation",
        Expert = "expert",
    }
}

impl Assistance {
    /// Whether it usually needs a compulsory measure, so that a legal basis must be named (domain.md 3.5, *Coercive?*).
    #[must_use]
    pub const fn coercive(self) -> bool {
        matches!(
            self,
            Self::Subscriber
                | Self::TrafficStored
                | Self::ContentStored
                | Self::TrafficLive
                | Self::ContentLive
                | Self::IdentifyLocate
                | Self::Statement
                | Self::SearchSeize
                | Self::FreezeForfeit
        )
    }

    /// Whether dual criminality is usually asked for (domain.md 3.5; *often* counts as yes).
    #[must_use]
    pub const fn dual_criminality(self) -> bool {
        matches!(
            self,
            Self::Subscriber
                | Self::TrafficStored
                | Self::ContentStored
                | Self::TrafficLive
                | Self::ContentLive
                | Self::IdentifyLocate
                | Self::Statement
                | Self::SearchSeize
                | Self::FreezeForfeit
                | Self::JointInvestigation
        )
    }

    /// Whether it asks for data, so that the data sought must be described (domain.md 3.1, *data types*).
    #[must_use]
    pub const fn data(self) -> bool {
        matches!(
            self,
            Self::Preserve
                | Self::PreserveDisclosePath
                | Self::Subscriber
                | Self::TrafficStored
                | Self::ContentStored
                | Self::TrafficLive
                | Self::ContentLive
                | Self::EmergencyDisclosure
                | Self::IdentifyLocate
        )
    }

    /// Whether a request for this alone may be made in the technical profile:
    /// no offence, treaty, pledge or order is needed.
    #[must_use]
    pub const fn technical(self) -> bool {
        matches!(
            self,
            Self::Takedown
                | Self::VictimNotify
                | Self::MalwareAnalysis
                | Self::Indicators
                | Self::Registration
                | Self::Expert
        )
    }
}

codes! {
    /// What a request must hold: the three profiles of musts.
    Profile in "profile" {
        /// Between response teams: takedown, notification, analysis, indicators, registration data, advice.
        Technical = "technical",
        /// Between police authorities.
        Police = "police",
        /// Between central authorities, on a treaty or with a pledge of reciprocity.
        Formal = "formal",
    }
}

codes! {
    /// Urgency classes (domain.md 3.7: E, U, P, R, M).
    Urgency in "urgency" {
        /// Imminent risk to life, or outage of critical infrastructure.
        Emergency = "emergency",
        /// Data about to be lost, or an attack in progress.
        Urgent = "urgent",
        /// A case that both sides agreed to put first.
        Priority = "priority",
        /// Other assistance between police or response teams.
        Routine = "routine",
        /// The channel of central authorities.
        Formal = "formal",
    }
}

impl Urgency {
    /// Whether reasons must be given, and one language is enough to begin with.
    #[must_use]
    pub const fn pressing(self) -> bool {
        matches!(self, Self::Emergency | Self::Urgent)
    }
}

codes! {
    /// The path that a request takes outside this record, or would (domain.md 3.8; issue names in brackets there).
    Channel in "channel" {
        Mla = "mla",
        Police = "police",
        Network247 = "24-7",
        Interpol = "interpol",
        Diplomatic = "diplomatic",
        Cert = "cert",
        ProviderDirect = "provider_direct",
        Dialogue = "dialogue",
    }
}

codes! {
    /// How a request stands to earlier ones (domain.md 3.1, after T-CY section 3).
    RequestStatus in "request-status" {
        New = "new",
        Extension = "extension",
        FollowUpMla = "follow_up_mla",
        FollowUpPreservation = "follow_up_preservation",
    }
}

codes! {
    /// What a request rests on between the states (domain.md 3.1).
    TreatyBasis in "treaty" {
        Mlaa2000 = "mlaa_2000",
        Untoc = "untoc",
        Uncac = "uncac",
        /// No treaty; a written pledge of reciprocity must be in the body.
        Reciprocity = "reciprocity",
        DialogueGuidelines = "dialogue_guidelines",
    }
}

codes! {
    /// Speciality: what the answer may be used for (domain.md 3.1).
    UseLimitation in "use-limitation" {
        PurposeOnly = "purpose_only",
        ConsentForOther = "consent_for_other",
    }
}

codes! {
    /// Languages of texts, as BCP 47 tags.
    Language in "language" {
        En = "en",
        ZhHans = "zh-Hans",
    }
}

codes! {
    /// The part that a person plays in the facts.
    PersonRole in "person-role" {
        Suspect = "suspect",
        Victim = "victim",
        Witness = "witness",
        /// An expert or custodian who speaks for a record.
        Custodian = "custodian",
        Other = "other",
    }
}

codes! {
    /// Fields of a request, for what is missing and what is supplemented (domain.md 3.1).
    Field in "field" {
        Office = "office",
        Duty = "duty",
        Contact = "contact",
        Hours = "hours",
        Assistance = "assistance",
        Profile = "profile",
        Purpose = "purpose",
        Subject = "subject",
        UrgencyReasons = "urgency_reasons",
        LegalBasis = "legal_basis",
        Treaty = "treaty",
        Pledge = "pledge",
        Offence = "offence",
        Provisions = "provisions",
        MaxPenalty = "max_penalty",
        Facts = "facts",
        Persons = "persons",
        DataSought = "data_sought",
        Period = "period",
        Relation = "relation",
        Necessity = "necessity",
        MlaIntended = "mla_intended",
        Previous = "previous",
        Confidentiality = "confidentiality",
        UseLimitation = "use_limitation",
        Handling = "handling",
        Language = "language",
        Translation = "translation",
        Items = "items",
        Observed = "observed",
        Asked = "asked",
        Attachments = "attachments",
        Certification = "certification",
        SpecialProcedure = "special_procedure",
    }
}

codes! {
    /// Why a field must be there.
    Must in "must" {
        /// In every request.
        Always = "always",
        /// The technical profile asks for it.
        Technical = "technical",
        /// Police and formal requests need it.
        Investigation = "investigation",
        /// The formal channel needs it.
        Formal = "formal",
        /// A coercive measure is asked for.
        Coercive = "coercive",
        /// Data are asked for.
        Data = "data",
        /// Preservation is asked for.
        Preservation = "preservation",
        /// There is no treaty to rest on.
        NoTreaty = "no_treaty",
        /// The urgency claimed must be explained.
        Urgency = "urgency",
        /// The text stands in one language only.
        OneLanguage = "one_language",
        /// It continues an earlier request.
        FollowUp = "follow_up",
        /// The subject is not to be told.
        Confidential = "confidential",
        /// The types asked for do not fit the profile chosen.
        WrongProfile = "wrong_profile",
    }
}
