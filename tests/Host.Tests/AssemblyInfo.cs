using DirectiveFlow.TestServers;

[assembly: AssemblyFixture(typeof(RabbitMqServer))]
