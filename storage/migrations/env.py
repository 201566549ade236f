"""Run by Alembic: on the connection that storage.database hands over, within its transaction."""

from alembic import context

from storage.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    # SQLite alters a table by building it anew.
    render_as_batch=True,
    # SQLite keeps its schema within transactions as well, whatever Alembic assumes of it.
    transactional_ddl=True,
)
context.run_migrations()
