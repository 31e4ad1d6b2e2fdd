using System.Runtime.CompilerServices;
using DirectiveFlow.Contracts;
using DirectiveFlow.Host.Messages;

namespace DirectiveFlow.Host.Tests.Messages;

public sealed class ContractTests
{
    [Fact]
    public void Every_contract_has_a_name_that_people_read()
    {
        foreach (var contract in ContractCatalog.Types)
        {
            // Only the type is asked, so an empty shell of it will do.
            var message = (IDepartmentMessage)RuntimeHelpers.GetUninitializedObject(contract);

            Assert.False(string.IsNullOrWhiteSpace(ReceiptNotice.NameOf(message)), contract.Name);
        }
    }

    [Fact]
    public void Every_contract_of_the_assembly_is_in_the_catalogue()
    {
        var contracts = typeof(IDepartmentMessage).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(IDepartmentMessage)));

        Assert.Equal(
            contracts.Select(type => type.Name).Order(StringComparer.Ordinal),
            ContractCatalog.Types.Select(type => type.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_message_comes_back_as_it_was_written_and_unknown_members_are_passed_over()
    {
        var report = Letters.Report(Letters.NextId(), 3);
        var body = System.Text.Encoding.UTF8.GetString(ContractCatalog.Serialize(report));
        var newer = body.Insert(body.Length - 1, ",\"fromTheFuture\":1");

        Assert.Equal(report, ContractCatalog.Deserialize(nameof(ReportSubmitted), System.Text.Encoding.UTF8.GetBytes(newer)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("phòng")]
    [InlineData("a/b")]
    public void A_department_code_that_cannot_name_a_queue_is_refused(string code) =>
        Assert.Throws<ArgumentException>(() => DepartmentQueue.NameOf(code));
}
