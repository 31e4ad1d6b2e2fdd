using System.Text.Json;
using DirectiveFlow.TestServers;
using Microsoft.Data.Sqlite;

namespace DirectiveFlow.Host.Tests.CommandLine;

/// <summary>The program as a stranger runs it: a process of its own.</summary>
public sealed class CommandTests
{
    private const string Plan = """
        UBND TỈNH QUẢNG TRUNG
        SỞ KHOA HỌC VÀ CÔNG NGHỆ
        Số: 17/KH-SKHCN
        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        Độc lập - Tự do - Hạnh phúc
        Quảng Trung, ngày 05 tháng 01 năm 2026
        KẾ HOẠCH
        Triển khai công tác thông tin khoa học năm 2026
        I. NHIỆM VỤ
        1. Giao Phòng Quản lý Khoa học chủ trì, phối hợp với Văn phòng Sở xây dựng bản tin khoa học, hoàn thành trước ngày 30/6/2026.
        2. Giao Văn phòng Sở chủ trì sắp xếp kho tư liệu, hoàn thành trước ngày 30/9/2026.
        """;

    [Theory]
    [InlineData("Database:Provider", "MySql")]
    [InlineData("Admin:Password", "short")]
    public async Task A_wrong_setting_stops_the_start_with_one_sentence_and_no_stack_trace(string key, string value)
    {
        await using var host = new HostProcess { Settings = { [key] = value } };

        var (code, output) = await host.RunCommandAsync();

        Assert.Equal(2, code);
        var line = Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(key, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_said_in_one_sentence()
    {
        await using var host = new HostProcess
        {
            Settings =
            {
                ["Database:Provider"] = "PostgreSql",
                ["ConnectionStrings:Database"] = "Host=127.0.0.1;Port=1;Username=u;Password=not-to-be-shown;Database=d",
            },
        };

        var (code, output) = await host.RunCommandAsync("status");

        Assert.Equal(2, code);
        Assert.Contains("ConnectionStrings:Database", Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.DoesNotContain("not-to-be-shown", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_launch_status_and_doctor_work_without_a_running_host()
    {
        await using var host = new HostProcess();
        Directory.CreateDirectory(host.Settings["Data:Path"]);
        var file = Path.Combine(host.Settings["Data:Path"], "plan.txt");
        await File.WriteAllTextAsync(file, Plan);

        var read = await host.RunCommandAsync("read", file, "2026-01-05");
        var launch = await host.RunCommandAsync("launch", file);
        await PublishUnitNameAsync(host.Settings["Data:Path"]);
        var informed = await host.RunCommandAsync("read", file, "2026-01-05");
        var again = await host.RunCommandAsync("launch", file);
        var status = await host.RunCommandAsync("status");
        var doctor = await host.RunCommandAsync("doctor");

        Assert.Equal(0, read.Code);
        Assert.Equal("2026-01-05", JsonDocument.Parse(read.Output).RootElement.GetProperty("contextDate").GetString());
        Assert.True(launch.Code == 0, launch.Output);
        Assert.Equal("3", JsonDocument.Parse(informed.Output).RootElement.GetProperty("ruleVersions").GetProperty("installation").GetString());
        Assert.Contains("17/KH-SKHCN", launch.Output, StringComparison.Ordinal);
        Assert.Equal(1, again.Code);
        Assert.Contains("Concretizing: 1", status.Output, StringComparison.Ordinal);
        Assert.True(doctor.Code == 0, doctor.Output);
    }

    [Theory]
    [InlineData("lauch")]
    [InlineData("launch")]
    [InlineData("read", "no-such-file.txt")]
    [InlineData("read", "no-such-file.txt", "05/01/2026")]
    public async Task Wrong_use_is_refused(params string[] words)
    {
        await using var host = new HostProcess();

        var (code, output) = await host.RunCommandAsync(words);

        Assert.NotEqual(0, code);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    /// <summary>As the page does it, at the file: the command has to find it there.</summary>
    private static async Task PublishUnitNameAsync(string folder)
    {
        await using var database = new SqliteConnection($"Data Source={Path.Combine(folder, "directiveflow.db")};Pooling=False");
        await database.OpenAsync();
        await using var insert = database.CreateCommand();
        insert.CommandText = """
            insert into dictionary_editions (version, at, person_id, person_name, note, entries)
            values (3, 0, null, 'Quản trị', 'thử', '[{"kind":"UnitName","phrase":"Tổ Khảo nghiệm","value":"SKHCN-CDS","retired":false}]')
            """;
        await insert.ExecuteNonQueryAsync();
    }
}
