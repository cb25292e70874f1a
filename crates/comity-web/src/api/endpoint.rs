//! An operation of the API as one value: address, permission, what it takes and what it gives.

use std::io::Read;

use axum::{http::StatusCode, routing::MethodFilter};
use comity_node::accounts::{Caller, Permission, token::Scope};

use super::{
    call::{Answer, Call},
    schema::{Kind, Shape},
};
use crate::console::{Fault, Site};

/// A method of HTTP that operations use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Method {
    Get,
    Head,
    Options,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    /// Its name.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Options => "OPTIONS",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }

    pub(super) const fn filter(self) -> MethodFilter {
        match self {
            Self::Get => MethodFilter::GET,
            Self::Head => MethodFilter::HEAD,
            Self::Options => MethodFilter::OPTIONS,
            Self::Post => MethodFilter::POST,
            Self::Put => MethodFilter::PUT,
            Self::Patch => MethodFilter::PATCH,
            Self::Delete => MethodFilter::DELETE,
        }
    }
}

/// What a caller needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// A token in force.
    Token,
    /// A role that permits this, and a token that is limited to no other part.
    Permission(Permission, Scope),
    /// Either of the two: what is given is what each may know.
    Either([(Permission, Scope); 2]),
}

impl Access {
    /// Refuses who has not what it needs.
    ///
    /// The scope is asked for by itself: that a token may follow events does not let it read cases,
    /// although both need the same permission of its person. What the person might do with another
    /// token is refused by naming the scope.
    pub(super) fn check(self, caller: &Caller) -> Result<(), Fault> {
        match self {
            Self::Token => Ok(()),
            Self::Permission(permission, scope) => check(caller, permission, scope),
            Self::Either([one, other]) => {
                check(caller, other.0, other.1).or_else(|_| check(caller, one.0, one.1))
            }
        }
    }
}

fn check(caller: &Caller, permission: Permission, scope: Scope) -> Result<(), Fault> {
    let by_role = caller.roles().iter().any(|role| role.permits(permission));
    let by_scope = caller.scopes.iter().flatten().any(|one| *one == scope);
    if by_role && !by_scope {
        return Err(Fault::new(StatusCode::FORBIDDEN, "api-scope").with("scope", scope.name()));
    }
    Ok(caller.may(permission)?)
}

/// A parameter of an address: in its path or its query.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) required: bool,
}

/// What an operation takes beside its address.
#[derive(Debug, Clone)]
pub(crate) enum Takes {
    /// Nothing.
    Nothing,
    /// JSON of this shape.
    Json(Shape),
    /// Bytes of any type.
    Bytes,
    /// A piece of an upload.
    Piece,
}

/// What an operation gives when it is done.
#[derive(Debug, Clone)]
pub(crate) struct Gives {
    pub(crate) status: StatusCode,
    /// The media type; absent: nothing.
    pub(crate) media: Option<&'static str>,
    pub(crate) shape: Shape,
}

/// The work of an operation.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Work {
    /// On a thread that may wait for the disk.
    Now(fn(&Call, &Site) -> Result<Answer, Fault>),
    /// The same, with a body that is read as it comes.
    Reads(fn(&Call, &Site, &mut dyn Read) -> Result<Answer, Fault>),
    /// A stream of events.
    Follows,
}

/// An operation.
#[derive(Debug, Clone)]
pub(crate) struct Endpoint {
    /// What programs call it; words stand under `api-<id>`.
    pub(crate) id: &'static str,
    /// The section that it stands in.
    pub(crate) room: &'static str,
    pub(crate) method: Method,
    /// The address below [`super::BASE`].
    pub(crate) path: &'static str,
    pub(crate) access: Access,
    /// What may stand in the query.
    pub(crate) query: Vec<Field>,
    /// Headers that are its own; it reads them itself.
    pub(crate) headers: Vec<Field>,
    /// Statuses of refusals that are its own.
    pub(crate) refuses: &'static [u16],
    pub(crate) takes: Takes,
    pub(crate) gives: Gives,
    /// Whether a caller may name the request, so that it is done once.
    pub(crate) once: bool,
    /// Whether it changes what was seen, and only that.
    pub(crate) as_seen: bool,
    pub(crate) work: Work,
}

impl Endpoint {
    fn new(id: &'static str, method: Method, path: &'static str, work: Work) -> Self {
        Self {
            id,
            room: id.split('-').next().unwrap_or(id),
            method,
            path,
            access: Access::Token,
            query: Vec::new(),
            headers: Vec::new(),
            refuses: &[],
            takes: Takes::Nothing,
            gives: Gives {
                status: StatusCode::NO_CONTENT,
                media: None,
                shape: Shape::anything(),
            },
            once: false,
            as_seen: false,
            work,
        }
    }

    /// What reads.
    pub(crate) fn get(
        id: &'static str,
        path: &'static str,
        work: fn(&Call, &Site) -> Result<Answer, Fault>,
    ) -> Self {
        Self::new(id, Method::Get, path, Work::Now(work))
    }

    /// What does something.
    pub(crate) fn post(
        id: &'static str,
        path: &'static str,
        work: fn(&Call, &Site) -> Result<Answer, Fault>,
    ) -> Self {
        Self::new(id, Method::Post, path, Work::Now(work))
    }

    /// What puts something in its place.
    pub(crate) fn put(
        id: &'static str,
        path: &'static str,
        work: fn(&Call, &Site) -> Result<Answer, Fault>,
    ) -> Self {
        Self::new(id, Method::Put, path, Work::Now(work))
    }

    /// What takes something away.
    pub(crate) fn delete(
        id: &'static str,
        path: &'static str,
        work: fn(&Call, &Site) -> Result<Answer, Fault>,
    ) -> Self {
        Self::new(id, Method::Delete, path, Work::Now(work))
    }

    /// What puts bytes in their place.
    pub(crate) fn upload(
        id: &'static str,
        path: &'static str,
        work: fn(&Call, &Site, &mut dyn Read) -> Result<Answer, Fault>,
    ) -> Self {
        Self {
            takes: Takes::Bytes,
            ..Self::new(id, Method::Put, path, Work::Reads(work))
        }
    }

    /// What says in its headers how something stands, or what can be done.
    pub(crate) fn tells(
        id: &'static str,
        method: Method,
        path: &'static str,
        work: fn(&Call, &Site) -> Result<Answer, Fault>,
    ) -> Self {
        Self::new(id, method, path, Work::Now(work))
    }

    /// What takes a piece of something.
    pub(crate) fn patch(
        id: &'static str,
        path: &'static str,
        work: fn(&Call, &Site, &mut dyn Read) -> Result<Answer, Fault>,
    ) -> Self {
        Self {
            takes: Takes::Piece,
            ..Self::new(id, Method::Patch, path, Work::Reads(work))
        }
    }

    /// What goes on for as long as somebody listens.
    pub(crate) fn follow(id: &'static str, path: &'static str) -> Self {
        Self::new(id, Method::Get, path, Work::Follows)
    }

    pub(crate) fn needs(mut self, permission: Permission, scope: Scope) -> Self {
        self.access = Access::Permission(permission, scope);
        self
    }

    pub(crate) fn needs_either(mut self, ways: [(Permission, Scope); 2]) -> Self {
        self.access = Access::Either(ways);
        self
    }

    /// With a parameter of the query that may be left out.
    pub(crate) fn may(mut self, name: &'static str, kind: Kind) -> Self {
        self.query.push(Field {
            name,
            kind,
            required: false,
        });
        self
    }

    /// With a parameter of the query that must be there.
    pub(crate) fn must(mut self, name: &'static str, kind: Kind) -> Self {
        self.query.push(Field {
            name,
            kind,
            required: true,
        });
        self
    }

    /// With a header of its own.
    pub(crate) fn header(mut self, name: &'static str, required: bool, kind: Kind) -> Self {
        self.headers.push(Field {
            name,
            kind,
            required,
        });
        self
    }

    /// With statuses of refusals that are its own.
    pub(crate) const fn refuses(mut self, statuses: &'static [u16]) -> Self {
        self.refuses = statuses;
        self
    }

    pub(crate) fn takes(mut self, shape: Shape) -> Self {
        self.takes = Takes::Json(shape);
        self
    }

    /// Gives JSON of this shape.
    pub(crate) fn gives(self, shape: Shape) -> Self {
        self.gives_as(StatusCode::OK, "application/json", shape)
    }

    pub(crate) fn gives_as(
        mut self,
        status: StatusCode,
        media: &'static str,
        shape: Shape,
    ) -> Self {
        self.gives = Gives {
            status,
            media: Some(media),
            shape,
        };
        self
    }

    /// Something new was made.
    pub(crate) fn makes(self, shape: Shape) -> Self {
        self.gives_as(StatusCode::CREATED, "application/json", shape)
    }

    pub(crate) fn once(mut self) -> Self {
        self.once = true;
        self
    }

    pub(crate) fn changes_what_was_seen(mut self) -> Self {
        self.as_seen = true;
        self
    }

    /// The parameters of the path, in their order.
    pub(crate) fn places(&self) -> impl Iterator<Item = Field> {
        self.path.split('/').filter_map(|part| {
            let name = part.strip_prefix('{')?.strip_suffix('}')?;
            Some(Field {
                name,
                kind: Kind::of_place(name),
                required: true,
            })
        })
    }
}
