//! `query`: to come.
/// to come
#[derive(clap::Args, Debug)]
pub(crate) struct Query {}
impl Query {
    pub(crate) fn run(&self, _: crate::output::Voice) -> crate::failure::Result<crate::exit::Exit> {
        Ok(crate::exit::Exit::Done)
    }
}
