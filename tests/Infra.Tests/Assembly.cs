using System.Runtime.Versioning;
using DirectiveFlow.TestServers;

[assembly: SupportedOSPlatform("linux")]
[assembly: AssemblyFixture(typeof(PostgresServer))]
[assembly: AssemblyFixture(typeof(RabbitMqServer))]
