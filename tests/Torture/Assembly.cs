using DirectiveFlow.TestServers;
using Xunit.Sdk;
using Xunit.v3;

// One database server and one broker for all; each test makes its own database and virtual host.
[assembly: AssemblyFixture(typeof(PostgresServer))]
[assembly: AssemblyFixture(typeof(RabbitMqServer))]

// These tests measure what survives under load; they do not disturb each other.
[assembly: Parallelization(Mode = ParallelMode.None)]
