//! What each role permits: one table, denied by default.
//!
//! A permission says what kind of thing somebody may do; to which cases, need to
//! know says. No permission alters or ends the trail: there is none.

use crate::people::Role;

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        /// Something that a caller may or may not do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Permission {
            $($(#[$doc])* $name,)*
        }

        impl Permission {
            /// All permissions.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Its name in tables and errors.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }
        }
    };
}

permissions! {
    /// Read cases with their content, drafts and notes.
    ReadCases = "read-cases";
    /// Write private notes and labels, save views.
    Annotate = "annotate";
    /// Write drafts and their attachments.
    Draft = "draft";
    /// Submit a draft for clearance and release.
    Submit = "submit";
    /// Agree to a draft for one's office.
    Clear = "clear";
    /// Release a draft that another person submitted, or send it back.
    Release = "release";
    /// Register what came in.
    Register = "register";
    /// Assign a case to an office, an officer and a deputy, and say who else may see it.
    Assign = "assign";
    /// Translate segments of drafts and acts; whoever drafts may.
    Translate = "translate";
    /// Read both logs entry by entry, and audit them.
    ReadRecord = "read-record";
    /// Take out proofs of acts.
    Prove = "prove";
    /// Read reports of the cases that reach one.
    Report = "report";
    /// Read the joint report whole and take out what both sides sign.
    JointReport = "joint-report";
    /// See counterparts and the health of channels.
    ReadChannels = "read-channels";
    /// Trust credentials, open channels anew.
    ManageChannels = "manage-channels";
    /// Exchange, and bring pouches in and out.
    Exchange = "exchange";
    /// Read, search and export the local trail.
    ReadTrail = "read-trail";
    /// See people, their offices and roles.
    ReadPeople = "read-people";
    /// Add and disable people, manage offices, ask for roles.
    ManagePeople = "manage-people";
    /// Confirm a role that another person asked for.
    ConfirmGrants = "confirm-grants";
    /// Let a person in anew who lost the key.
    RestoreAccess = "restore-access";
    /// End sessions and tokens of others.
    RevokeAccess = "revoke-access";
    /// Manage one's own passkeys, password, sessions and preferences.
    OwnAccount = "own-account";
    /// Make and revoke tokens of one's own.
    OwnTokens = "own-tokens";
    /// Change rules of the house, webhooks and notices.
    ManageHouse = "manage-house";
    /// Erase content and put it on hold.
    Erase = "erase";
    /// See the health of the node.
    ReadHealth = "read-health";
}

impl Role {
    /// Whether this role permits it.
    #[must_use]
    pub const fn permits(self, permission: Permission) -> bool {
        use Permission as P;
        // Everybody has an account of one's own.
        if matches!(permission, P::OwnAccount | P::OwnTokens) {
            return true;
        }
        match self {
            Self::Officer => matches!(
                permission,
                P::ReadCases
                    | P::Annotate
                    | P::Draft
                    | P::Submit
                    | P::Clear
                    | P::Translate
                    | P::ReadRecord
                    | P::Prove
                    | P::Report
                    | P::ReadChannels
            ),
            Self::Releaser => matches!(
                permission,
                P::ReadCases
                    | P::Annotate
                    | P::Clear
                    | P::Release
                    | P::Assign
                    | P::ReadRecord
                    | P::Prove
                    | P::Report
                    | P::JointReport
                    | P::ReadChannels
            ),
            Self::Counsel => matches!(
                permission,
                P::ReadCases
                    | P::Annotate
                    | P::Draft
                    | P::Submit
                    | P::Clear
                    | P::Translate
                    | P::ReadRecord
                    | P::Prove
                    | P::Report
                    | P::JointReport
                    | P::ReadChannels
                    | P::Erase
            ),
            Self::Analyst => matches!(
                permission,
                P::ReadCases | P::Annotate | P::Draft | P::Translate | P::Report | P::ReadChannels
            ),
            Self::Duty => matches!(
                permission,
                P::ReadCases
                    | P::Annotate
                    | P::Draft
                    | P::Submit
                    | P::Translate
                    | P::Register
                    | P::Assign
                    | P::ReadRecord
                    | P::ReadChannels
                    | P::Exchange
                    | P::ReadHealth
            ),
            Self::Registry => matches!(
                permission,
                P::ReadCases
                    | P::Annotate
                    | P::Register
                    | P::Assign
                    | P::ReadRecord
                    | P::ReadChannels
                    | P::Exchange
            ),
            Self::Translator => matches!(permission, P::ReadCases | P::Translate),
            // Changes nothing.
            Self::Auditor => matches!(
                permission,
                P::ReadRecord
                    | P::Report
                    | P::JointReport
                    | P::ReadChannels
                    | P::ReadTrail
                    | P::ReadPeople
                    | P::ReadHealth
            ),
            // Reads no content.
            Self::Administrator => matches!(
                permission,
                P::ReadChannels
                    | P::ManageChannels
                    | P::Exchange
                    | P::ReadPeople
                    | P::ManagePeople
                    | P::RevokeAccess
                    | P::ManageHouse
                    | P::Erase
                    | P::ReadHealth
            ),
            // Watches over who may do what.
            Self::Security => matches!(
                permission,
                P::ReadChannels
                    | P::ReadTrail
                    | P::ReadPeople
                    | P::ConfirmGrants
                    | P::RestoreAccess
                    | P::RevokeAccess
                    | P::ReadHealth
            ),
        }
    }

    /// Whether this role shows what cases, drafts and texts hold.
    #[must_use]
    pub const fn reads_content(self) -> bool {
        self.permits(Permission::ReadCases) || self.permits(Permission::Translate)
    }

    /// Roles that one person may not hold with this one.
    #[must_use]
    pub const fn apart_from(self) -> &'static [Self] {
        match self {
            Self::Administrator => &[Self::Security, Self::Auditor],
            Self::Security => &[Self::Administrator, Self::Auditor],
            Self::Auditor => &[Self::Administrator, Self::Security],
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn who(permission: Permission) -> String {
        let roles = Role::ALL
            .into_iter()
            .filter(|role| role.permits(permission));
        let names: Vec<&str> = roles.map(Role::name).collect();
        names.join(" ")
    }

    #[test]
    fn the_whole_table_is_reviewed() {
        let lines: Vec<String> = Permission::ALL
            .iter()
            .map(|permission| format!("{:16} {}", permission.name(), who(*permission)))
            .collect();
        insta::assert_snapshot!(lines.join("\n"));
    }

    #[test]
    fn an_administrator_reads_no_content_and_an_auditor_changes_nothing() {
        use Permission as P;
        for content in [
            P::ReadCases,
            P::Draft,
            P::Translate,
            P::ReadRecord,
            P::Prove,
            P::ReadTrail,
        ] {
            assert!(!Role::Administrator.permits(content), "{content:?}");
        }
        let reads = [
            P::ReadRecord,
            P::Report,
            P::JointReport,
            P::ReadChannels,
            P::ReadTrail,
            P::ReadPeople,
            P::OwnAccount,
            P::OwnTokens,
            P::ReadHealth,
        ];
        for permission in Permission::ALL {
            assert_eq!(
                Role::Auditor.permits(*permission),
                reads.contains(permission),
                "{permission:?}"
            );
        }
    }

    #[test]
    fn nobody_both_asks_for_a_role_and_confirms_it() {
        for role in Role::ALL {
            assert!(
                !(role.permits(Permission::ManagePeople)
                    && role.permits(Permission::ConfirmGrants))
            );
        }
    }

    #[test]
    fn what_is_apart_is_apart_both_ways() {
        for role in Role::ALL {
            for other in role.apart_from() {
                assert!(other.apart_from().contains(&role), "{role:?} {other:?}");
            }
        }
    }
}
