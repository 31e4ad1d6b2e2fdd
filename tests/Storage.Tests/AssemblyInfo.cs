using DirectiveFlow.TestServers;

[assembly: AssemblyFixture(typeof(PostgresServer))]
