package dev.fixedip.guest;

/**
 * Windows Server 2012 and later, in PowerShell (EC2 user guide, "Configure secondary private IPv4
 * addresses for Windows instances").
 */
final class Windows implements Instructions {

  @Override
  public String set(Setup setup) {
    return switch (setup.way()) {
      case OWN_INTERFACE ->
          """
          Nothing has to be set: Windows takes <address> by DHCP as soon as the interface is attached.

          The new adapter may become the one over which Windows begins connections of its own. To keep
          them on the primary adapter, in PowerShell as Administrator:

          ```powershell
          $adapter = Get-NetAdapter | Where-Object MacAddress -eq '<MAC>'
          Set-NetIPInterface -InterfaceIndex $adapter.ifIndex -AddressFamily IPv4 -InterfaceMetric 500
          ```
          """;
      case PRIMARY ->
          """
          Nothing has to be set: Windows takes <address> by DHCP.
          """;
      case SECONDARY_ADDRESS ->
          """
          DHCP does not hand out secondary addresses, and Windows takes none beside DHCP: the adapter
          is set to its primary address <primary> by hand, exactly as DHCP had it, and then <address>
          is added. Remote Desktop is lost for some seconds. `-SkipAsSource` lets connections that
          Windows begins keep coming from <primary>. If Windows uses other DNS servers than <dns>,
          such as those of a domain, write theirs. In PowerShell as Administrator, all at once:

          ```powershell
          & {
            $ErrorActionPreference = 'Stop'
            $adapter = Get-NetAdapter | Where-Object MacAddress -eq '<MAC>'
            if (-not $adapter) { throw 'No adapter has the MAC address <MAC>' }
            $index = $adapter.ifIndex
            if ((Get-NetIPInterface -InterfaceIndex $index -AddressFamily IPv4).Dhcp -eq 'Enabled') {
              try {
                Set-NetIPInterface -InterfaceIndex $index -AddressFamily IPv4 -Dhcp Disabled
                Get-NetIPAddress -InterfaceIndex $index -AddressFamily IPv4 -ErrorAction SilentlyContinue |
                  Remove-NetIPAddress -Confirm:$false
                Get-NetRoute -InterfaceIndex $index -DestinationPrefix 0.0.0.0/0 -ErrorAction SilentlyContinue |
                  Remove-NetRoute -Confirm:$false
                New-NetIPAddress -InterfaceIndex $index -IPAddress <primary> -PrefixLength <prefix> -DefaultGateway <gateway>
                Set-DnsClientServerAddress -InterfaceIndex $index -ServerAddresses <dns>
              } catch {
                Set-NetIPInterface -InterfaceIndex $index -AddressFamily IPv4 -Dhcp Enabled
                throw
              }
            }
            if (-not (Get-NetIPAddress -IPAddress <address> -ErrorAction SilentlyContinue)) {
              New-NetIPAddress -InterfaceIndex $index -IPAddress <address> -PrefixLength <prefix> -SkipAsSource $true
            }
          }
          ```
          """;
    };
  }

  @Override
  public String check(Setup setup) {
    return setup.way() == Setup.Way.SECONDARY_ADDRESS
        ? """
        Both <primary> and <address> are listed, and `Manual` is their PrefixOrigin:
        """
            + SHOW
        : """
        <address> is listed, and `Dhcp` is its PrefixOrigin:
        """
            + SHOW;
  }

  private static final String SHOW =
      """

      ```powershell
      $adapter = Get-NetAdapter | Where-Object MacAddress -eq '<MAC>'
      Get-NetIPAddress -InterfaceIndex $adapter.ifIndex -AddressFamily IPv4 |
        Format-Table IPAddress, PrefixLength, PrefixOrigin, SkipAsSource
      ```
      """;

  @Override
  public String undo(Setup setup) {
    return setup.way() == Setup.Way.SECONDARY_ADDRESS
        ? """
        Take the address away:

        ```powershell
        Remove-NetIPAddress -IPAddress <address> -Confirm:$false
        ```

        If the adapter has no other secondary address, set it back to DHCP; Remote Desktop is lost
        for some seconds:
        """
            + BACK_TO_DHCP
        : """
        An adapter that somebody set by hand goes back to DHCP with:
        """
            + BACK_TO_DHCP;
  }

  private static final String BACK_TO_DHCP =
      """

      ```powershell
      & {
        $adapter = Get-NetAdapter | Where-Object MacAddress -eq '<MAC>'
        if (-not $adapter) { throw 'No adapter has the MAC address <MAC>' }
        $index = $adapter.ifIndex
        Get-NetRoute -InterfaceIndex $index -DestinationPrefix 0.0.0.0/0 -ErrorAction SilentlyContinue |
          Remove-NetRoute -Confirm:$false
        Set-NetIPInterface -InterfaceIndex $index -AddressFamily IPv4 -Dhcp Enabled
        Set-DnsClientServerAddress -InterfaceIndex $index -ResetServerAddresses
        ipconfig /renew $adapter.Name
      }
      ```
      """;
}
