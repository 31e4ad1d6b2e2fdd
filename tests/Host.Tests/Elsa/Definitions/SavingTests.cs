using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace DirectiveFlow.Host.Tests.Elsa.Definitions;

[Collection(nameof(DesignOffice))]
public sealed class SavingTests(DesignOffice office)
{
    [Fact]
    public async Task Saving_what_was_opened_makes_no_version_also_of_a_text_that_leaves_things_out()
    {
        var opened = await office.ReadAsync("directive-cycle");

        var saved = await office.SavedAsync(opened);

        Assert.Equal(opened["id"]!.GetValue<string>(), saved["id"]!.GetValue<string>());
        Assert.Equal(opened["version"]!.GetValue<int>(), saved["version"]!.GetValue<int>());
        Assert.True(saved["isPublished"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_small_edit_leaves_the_rest_of_the_text_as_its_author_wrote_it()
    {
        var file = JsonNode.Parse(await office.Administrator.GetStringAsync(DesignOffice.Path("workflow-definitions/assignment-cycle/export")))!;
        var opened = await office.ReadAsync("assignment-cycle");
        opened["description"] = "Đã sửa";

        await office.SavedAsync(opened);

        var after = JsonNode.Parse(await office.Administrator.GetStringAsync(DesignOffice.Path("workflow-definitions/assignment-cycle/export")))!;
        Assert.Equal("Đã sửa", after["description"]!.GetValue<string>());
        Assert.True(JsonNode.DeepEquals(file["root"], after["root"]));
        Assert.True(JsonNode.DeepEquals(file["variables"], after["variables"]));
    }

    [Fact]
    public async Task Two_windows_on_one_version_never_overwrite_each_other()
    {
        var first = await office.SavedAsync(DesignOffice.Flow("Hai cửa sổ"), publish: true);
        var id = first["definitionId"]!.GetValue<string>();
        var (one, other) = (first.DeepClone().AsObject(), first.DeepClone().AsObject());
        one["description"] = "của cửa sổ một";
        other["description"] = "của cửa sổ hai";

        await office.SavedAsync(one);
        var last = await office.SavedAsync(other);

        Assert.Equal("của cửa sổ hai", last["description"]!.GetValue<string>());
        Assert.Contains(await office.VersionsAsync(id), v => v!["description"]?.GetValue<string>() is "của cửa sổ một");
    }

    [Fact]
    public async Task A_save_with_the_tag_of_an_older_text_is_refused_and_stores_nothing()
    {
        var (response, body) = await office.SaveAsync(DesignOffice.Flow("Có thẻ"));
        var tag = response.Headers.ETag!.ToString();
        var model = body["workflowDefinition"]!.AsObject();
        model["description"] = "lần một";
        Assert.Equal(HttpStatusCode.OK, (await office.SaveAsync(model, ifMatch: tag)).Response.StatusCode);
        model["description"] = "lần hai";

        var (refused, problem) = await office.SaveAsync(model, ifMatch: tag);

        Assert.Equal(HttpStatusCode.PreconditionFailed, refused.StatusCode);
        Assert.Equal("version.stale", problem["code"]!.GetValue<string>());
        Assert.Equal("lần một", (await office.ReadAsync(model["definitionId"]!.GetValue<string>()))["description"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("1/15/2027 5:00:00 PM", "2027-01-15T17:00:00+07:00")]
    [InlineData("20/02/2027 00:00:00", "2027-02-20T00:00:00+07:00")]
    [InlineData("2027-01-15T17:00:00+07:00", "2027-01-15T17:00:00+07:00")]
    public async Task A_picked_date_is_stored_in_the_form_that_every_culture_reads(string picked, string stored)
    {
        var flow = DesignOffice.Flow(
            "Ngày " + picked, $$$"""{"id":"s","type":"Elsa.StartAt","version":1,"dateTime":{"typeName":null,"expression":{"type":"Literal","value":"{{{picked}}}"},"memoryReference":null}}""");

        var saved = await office.SavedAsync(flow);

        Assert.Equal(stored, saved["root"]!["activities"]![0]!["dateTime"]!["expression"]!["value"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("vi", "Hoạt động “Ghi sổ”")]
    [InlineData("en", "Activity 'Ghi sổ'")]
    public async Task A_publication_with_errors_names_the_activity_in_words_and_stores_nothing(string language, string words)
    {
        var flow = DesignOffice.Flow("Sai " + language, """{"id":"b","name":"Ghi sổ","type":"No.Such","version":1}""");
        flow["definitionId"] = "sai-" + language;

        var (response, body) = await office.SaveAsync(flow, publish: true, language: language);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith(words, body["errors"]!["generalErrors"]![0]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await office.Administrator.GetAsync(DesignOffice.Path("workflow-definitions/by-definition-id/sai-" + language))).StatusCode);
    }

    [Fact]
    public async Task Who_uses_an_older_version_is_brought_to_the_published_one()
    {
        var part = DesignOffice.Flow("Phần dùng chung");
        part["options"] = new JsonObject { ["usableAsActivity"] = true };
        var used = await office.SavedAsync(part, publish: true);
        var (definitionId, old) = (used["definitionId"]!.GetValue<string>(), used["id"]!.GetValue<string>());
        var whole = await office.SavedAsync(
            DesignOffice.Flow("Toàn bộ", $$"""{"id":"u","type":"PhanDungChung","version":1,"workflowDefinitionId":"{{definitionId}}","workflowDefinitionVersionId":"{{old}}"}"""));
        used["description"] = "bản mới";
        var renewed = await office.SavedAsync(used, publish: true);

        var answer = await (await office.Administrator.PostAsJsonAsync(DesignOffice.Path($"workflow-definitions/{definitionId}/update-references"), new { })).Content.ReadFromJsonAsync<JsonObject>();

        Assert.Equal("Toàn bộ", Assert.Single(answer!["affectedWorkflows"]!.AsArray())!.GetValue<string>());
        var now = await office.ReadAsync(whole["definitionId"]!.GetValue<string>());
        Assert.Equal(renewed["id"]!.GetValue<string>(), now["root"]!["activities"]![0]!["workflowDefinitionVersionId"]!.GetValue<string>());
    }

    [Fact]
    public async Task Publishing_many_brings_along_who_uses_a_definition_that_asks_for_it()
    {
        var part = DesignOffice.Flow("Phần tự cập nhật");
        part["options"] = new JsonObject { ["usableAsActivity"] = true, ["autoUpdateConsumingWorkflows"] = true };
        var used = await office.SavedAsync(part, publish: true);
        var (definitionId, old) = (used["definitionId"]!.GetValue<string>(), used["id"]!.GetValue<string>());
        var whole = await office.SavedAsync(
            DesignOffice.Flow("Toàn bộ tự cập nhật", $$"""{"id":"u","type":"PhanTuCapNhat","version":1,"workflowDefinitionId":"{{definitionId}}","workflowDefinitionVersionId":"{{old}}"}"""), publish: true);
        used["description"] = "bản mới";
        var renewed = await office.SavedAsync(used);

        var answer = await (await office.Administrator.PostAsJsonAsync(
            DesignOffice.Path("bulk-actions/publish/workflow-definitions/by-definition-ids"), new { definitionIds = new[] { definitionId, "khong-co" } })).Content.ReadFromJsonAsync<JsonObject>();

        Assert.Equal(definitionId, Assert.Single(answer!["published"]!.AsArray())!.GetValue<string>());
        Assert.Equal(whole["definitionId"]!.GetValue<string>(), Assert.Single(answer["updatedConsumers"]!.AsArray())!.GetValue<string>());
        var now = await office.ReadAsync(whole["definitionId"]!.GetValue<string>());
        Assert.True(now["isPublished"]!.GetValue<bool>());
        Assert.Equal(renewed["id"]!.GetValue<string>(), now["root"]!["activities"]![0]!["workflowDefinitionVersionId"]!.GetValue<string>());
    }
}
