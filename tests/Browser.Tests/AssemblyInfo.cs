using DirectiveFlow.Browser.Tests.Running;

[assembly: AssemblyFixture(typeof(DemoHost))]
[assembly: AssemblyFixture(typeof(Chrome))]
